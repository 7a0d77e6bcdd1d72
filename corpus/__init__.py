"""Our own texts with labels, what is learnt from them, and a report. Nothing of it is in the product."""
