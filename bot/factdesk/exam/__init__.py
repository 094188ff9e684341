"""How good is it: the base asked its own questions."""
