"""What the coach says about a piece of work: rules and readable weights, no model, clock or network."""
