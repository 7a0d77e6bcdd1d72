"""Our own texts with labels, and what is learnt and reported from them. Nothing here is part of the product."""
