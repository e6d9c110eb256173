def set_num_threads(n):
    assert n == 1
