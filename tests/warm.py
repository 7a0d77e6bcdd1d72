"""The last module that a server of forks imports: what is there stays out of every look for garbage.

A forked process would else write to each page that it shares with its parent, and so copy all of them.
"""

import gc

gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 20)
