"""Tests of the model that may be asked."""
