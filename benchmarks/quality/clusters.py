"""B-cubed (Bagga and Baldwin 1998) and pairwise F1 of two clusterings, and TF-IDF with single link beside."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import log

from incidents.text import word_list

Clusters = Mapping[str, str]  # article id -> cluster


def _members(clusters: Clusters) -> dict[str, set[str]]:
    members: dict[str, set[str]] = defaultdict(set)
    for article, cluster in clusters.items():
        members[cluster].add(article)
    return members


def b_cubed(found: Clusters, gold: Clusters, articles: Iterable[str]) -> tuple[float, float, float]:
    """Precision, recall and F1, averaged over `articles`."""
    ours, theirs = _members(found), _members(gold)
    precision = recall = count = 0.0
    for article in articles:
        mine, true = ours[found[article]], theirs[gold[article]]
        both = len(mine & true)
        precision += both / len(mine)
        recall += both / len(true)
        count += 1
    return _f1(precision / count, recall / count)


def pairwise(found: Clusters, gold: Clusters, articles: Iterable[str]) -> tuple[float, float, float]:
    """Precision, recall and F1 over pairs that are put together, each seen from its ends in `articles`."""
    ours, theirs = _members(found), _members(gold)
    right = put = true_pairs = 0
    for article in articles:
        mine, true = ours[found[article]], theirs[gold[article]]
        right += len(mine & true) - 1
        put += len(mine) - 1
        true_pairs += len(true) - 1
    return _f1(right / put if put else 1.0, right / true_pairs if true_pairs else 1.0)


def _f1(precision: float, recall: float) -> tuple[float, float, float]:
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0.0


def tf_idf(texts: Sequence[tuple[str, str, float]], threshold: float, days: float) -> dict[str, str]:
    """Single link over TF-IDF cosine within a window: `texts` are (id, text, day), in order of day."""
    counts = {name: Counter(word_list(text)) for name, text, _ in texts}
    frequency = Counter(word for bag in counts.values() for word in bag)
    weights: dict[str, dict[str, float]] = {}
    for name, bag in counts.items():
        raw = {w: (1 + log(n)) * log(len(texts) / frequency[w]) for w, n in bag.items() if frequency[w] > 1}
        norm = sum(v * v for v in raw.values()) ** 0.5 or 1.0
        weights[name] = {w: v / norm for w, v in raw.items()}
    return _single_link(
        texts, lambda a, b: sum(v * weights[b].get(w, 0.0) for w, v in weights[a].items()), threshold, days
    )


def _single_link(
    texts: Sequence[tuple[str, str, float]],
    alike: Callable[[str, str], float],
    threshold: float,
    days: float,
) -> dict[str, str]:
    parent = {name: name for name, _, _ in texts}

    def root(name: str) -> str:
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    start = 0
    for index, (name, _, day) in enumerate(texts):
        while texts[start][2] < day - days:
            start += 1
        for other, _, _ in texts[start:index]:
            if alike(name, other) >= threshold:
                parent[root(name)] = root(other)
    return {name: root(name) for name in parent}
