"""Student's t and the normal curve, by their own series. Pure; the standard library alone, so that
the service needs no statistics package: the tests hold these against one."""

from __future__ import annotations

import math
from statistics import NormalDist

NORMAL = NormalDist()
TINY = 1e-300
SMALLEST_STEP = 1e-16
STEPS = 400


def normal_quantile(share: float) -> float:
    """Return the value that `share` (0 to 1) of the standard normal curve lies below."""
    return NORMAL.inv_cdf(share)


def normal_two_sided(z: float) -> float:
    """Return how often chance alone gives a standard normal value at least as far from 0."""
    return math.erfc(abs(z) / math.sqrt(2))


def t_two_sided(t: float, freedom: float) -> float:
    """Return how often chance alone gives a Student's t at least as far from 0."""
    square = t * t
    return _beta(freedom / (freedom + square), square / (freedom + square), freedom / 2, 0.5)


def t_quantile(share: float, freedom: float) -> float:
    """Return the value that `share` (above 0.5, under 1) of Student's t lies below.

    Halves the interval until it no longer moves: the curve is smooth, and this cannot miss.
    """
    tail = 2 * (1 - share)
    low, high = 0.0, 1.0
    while t_two_sided(high, freedom) > tail:
        high *= 2
    while high - low > SMALLEST_STEP * high:
        middle = (low + high) / 2
        if middle in {low, high}:
            break
        low, high = (middle, high) if t_two_sided(middle, freedom) > tail else (low, middle)
    return (low + high) / 2


def _beta(x: float, rest: float, a: float, b: float) -> float:
    """Return the regularised incomplete beta function, by whichever of its two sides is quick.

    Args:
        rest: 1 - x, from its own sum: taken from x it would lose what matters near 1.
    """
    if x <= 0 or rest <= 0:
        return float(rest <= 0)
    front = math.exp(
        math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log(rest)
    )
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(x, a, b) / a
    return 1 - front * _fraction(rest, b, a) / b


def _fraction(x: float, a: float, b: float) -> float:
    """Return its continued fraction, by Lentz's way."""
    c, d = 1.0, 1 / _not_zero(1 - (a + b) * x / (a + 1))
    whole = d
    for m in range(1, STEPS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            d = 1 / _not_zero(1 + term * d)
            c = _not_zero(1 + term / c)
            whole *= d * c
        if abs(d * c - 1) < SMALLEST_STEP:
            break
    return whole


def _not_zero(value: float) -> float:
    return value if abs(value) > TINY else TINY
