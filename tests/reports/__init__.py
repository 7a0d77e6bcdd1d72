"""Inputs that other people's bots met in real workspaces: a row for each, named by its public report."""
