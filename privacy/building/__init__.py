"""A build: the register, the results of its checks, its releases, the switch to it."""
