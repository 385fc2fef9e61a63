"""What is worked out once when a flow is read, so that no turn looks through the flow. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.engine.model import Ask, Branch, Draw, End, Index, Node, Say, Sees, Set, Share
from bot.engine.views import spoken_in, views_of

Nodes = Mapping[str, Node]


def is_kept(node: Node | None) -> bool:
    """Say whether a node is a question whose answer is kept."""
    return isinstance(node, Ask) and node.sees is not Sees.NOBODY


def ways_on(node: Node) -> tuple[str, ...]:
    """Return the keys a node may lead to, its own way on last."""
    match node:
        case Ask(choices=choices, goto=goto, instead=instead):
            chosen = (choice.goto for choice in choices if choice.goto)
            return (*chosen, *((instead,) if instead else ()), goto)
        case Say(goto=goto) | Set(goto=goto) | Share(goto=goto):
            return (goto,)
        case Branch(cases=cases, otherwise=otherwise):
            return (*(case.goto for case in cases), otherwise)
        case Draw(strands=strands, goto=goto):
            return (*strands, goto)
        case End():
            return ()


def reachable(nodes: Nodes, key: str) -> frozenset[str]:
    """Return the nodes that can come after this one; itself only where a circle leads back."""
    met: set[str] = set()
    ahead = list(ways_on(nodes[key]))
    while ahead:
        way = ahead.pop()
        if way in nodes and way not in met:
            met.add(way)
            ahead += ways_on(nodes[way])
    return frozenset(met)


def strand_nodes(nodes: Nodes, draw: Draw, strand: str) -> tuple[str, ...]:
    """Return the nodes of one strand of a draw: all that is met before it comes back."""
    met: dict[str, None] = {}
    ahead = [strand]
    while ahead:
        key = ahead.pop()
        if key == draw.key or key in met or key not in nodes:
            continue
        met[key] = None
        ahead += reversed(ways_on(nodes[key]))
    return tuple(met)


def index_of(nodes: Nodes, standing: Nodes, *, first: str, start: str) -> Index:
    """Return the index of a flow with these nodes, written and standing."""
    strand: dict[tuple[str, str], str] = {}
    asks: dict[str, tuple[str, ...]] = {}
    for draw in [node for node in nodes.values() if isinstance(node, Draw)]:
        for begins in draw.strands:
            within = strand_nodes(nodes, draw, begins)
            strand |= {(draw.key, key): begins for key in within}
            asks[begins] = tuple(key for key in within if is_kept(nodes[key]))
    ahead = _most_ahead(nodes, strand)
    ahead |= dict.fromkeys(standing, ahead.get(start, 0))
    sees = {node.sees for node in nodes.values() if isinstance(node, Ask) and is_kept(node)}
    return Index(
        first,
        ahead,
        strand,
        asks,
        counts=Sees.TOTALS in sees,
        private=bool(sees - {Sees.WORKER}),
        views=views_of({**nodes, **standing}),
        spoken=spoken_in(nodes),
    )


def _most_ahead(nodes: Nodes, strand: Mapping[tuple[str, str], str]) -> dict[str, int]:
    """Return, for each node, the most kept questions a way from it can ask; circles count once."""
    onward = {key: _onward(nodes, key, strand) for key in nodes}
    ahead: dict[str, int] = {}
    for key in _last_first(onward):
        node = nodes[key]
        if isinstance(node, Draw):
            after = ahead.get(node.goto, 0)
            ahead[key] = sum(_longest(node, ahead)[: node.take]) + after
        else:
            ahead[key] = max((ahead.get(way, 0) for way in onward[key]), default=0) + is_kept(node)
    for (draw_key, key), _ in strand.items():
        draw = nodes[draw_key]
        if isinstance(draw, Draw):
            ahead[key] += sum(_longest(draw, ahead)[: draw.take - 1])
    return ahead


def _onward(nodes: Nodes, key: str, strand: Mapping[tuple[str, str], str]) -> tuple[str, ...]:
    """Return where a node leads, as if the end of a strand led where its draw goes on."""
    ways = []
    for way in ways_on(nodes[key]):
        draw = nodes.get(way)
        back = isinstance(draw, Draw) and (way, key) in strand
        ways.append(draw.goto if isinstance(draw, Draw) and back else way)
    return tuple(ways)


def _longest(draw: Draw, ahead: Mapping[str, int]) -> list[int]:
    """Return how many each strand asks at most, without what comes after the draw."""
    after = ahead.get(draw.goto, 0)
    return sorted((max(0, ahead.get(one, 0) - after) for one in draw.strands), reverse=True)


def _last_first(onward: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Yield every node after all it leads to, circles apart; no recursion, however long a flow."""
    begun: set[str] = set()
    done: set[str] = set()
    for root in onward:
        stack = [root]
        while stack:
            key = stack[-1]
            if key in begun:
                stack.pop()
                if key not in done:
                    done.add(key)
                    yield key
                continue
            begun.add(key)
            stack += [way for way in onward[key] if way in onward and way not in begun]
