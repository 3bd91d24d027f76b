"""You added both heights of each step. The mean of two numbers is half of their sum."""


def area(x, y):
    return sum((x[i + 1] - x[i]) * (y[i] + y[i + 1]) for i in range(len(x) - 1))
