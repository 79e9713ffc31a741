"""Which row each box of a diagram stands in, and in which order a row stands, so that few lines cross."""

from __future__ import annotations

from collections.abc import Sequence

ROUNDS = 12


def ranks(count: int, edges: Sequence[tuple[int, int]]) -> list[int]:
    """The row of each box: below all that it reads, sources as low as what reads them allows.

    Edges run from a lower to a higher index, as calls do.

    >>> ranks(4, [(0, 1), (1, 3), (2, 3)])
    [0, 1, 1, 2]
    """
    rank = [0] * count
    for start, end in sorted(edges, key=lambda edge: edge[1]):
        rank[end] = max(rank[end], rank[start] + 1)
    reads = {end for _, end in edges}
    for box in range(count):
        readers = [rank[end] for start, end in edges if start == box]
        if box not in reads and readers:
            rank[box] = min(readers) - 1
    return rank


def ordered(rows: Sequence[Sequence[int]], links: Sequence[tuple[int, int]]) -> list[list[int]]:
    """The rows reordered by the mean place of each item's neighbours, downward and upward, keeping the best found.

    `links` join items of adjacent rows. Items with the same mean change sides every second time, or two rows that both
    leave a tie as it stands would keep a crossing for ever.

    >>> ordered([[0, 1], [2, 3, 4], [5, 6]], [(0, 4), (1, 2), (1, 3), (2, 5), (3, 6), (4, 6)])
    [[0, 1], [4, 3, 2], [6, 5]]
    """
    above: dict[int, list[int]] = {}
    below: dict[int, list[int]] = {}
    for start, end in links:
        below.setdefault(start, []).append(end)
        above.setdefault(end, []).append(start)
    best = [list(row) for row in rows]
    fewest = crossings(best, below)
    now = [list(row) for row in best]
    for turn in range(ROUNDS):
        if fewest == 0:
            break
        near = above if turn % 2 == 0 else below
        place = {item: k for row in now for k, item in enumerate(row)}
        for row in now if turn % 2 == 0 else reversed(now):
            if turn % 4 >= 2:
                row.reverse()
            row.sort(key=lambda item: _mean([place[n] for n in near.get(item, ())], place[item]))
            place.update({item: k for k, item in enumerate(row)})
        count = crossings(now, below)
        if count < fewest:
            best, fewest = [list(row) for row in now], count
    return best


def _mean(places: list[int], otherwise: int) -> float:
    return sum(places) / len(places) if places else otherwise


def crossings(rows: Sequence[Sequence[int]], below: dict[int, list[int]]) -> int:
    """How many pairs of lines cross between adjacent rows."""
    count = 0
    place = {item: k for row in rows for k, item in enumerate(row)}
    for row in rows:
        ends = [sorted(place[n] for n in below.get(item, ())) for item in row]
        flat = [end for group in ends for end in group]
        count += sum(1 for i, a in enumerate(flat) for b in flat[i + 1 :] if a > b)
    return count
