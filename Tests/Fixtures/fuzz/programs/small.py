def g(x):
  if x:
    pass
  return -(x - 3) * 2
