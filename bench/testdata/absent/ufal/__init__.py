raise ModuleNotFoundError("No module named %r" % __name__, name=__name__)
