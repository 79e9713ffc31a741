"""From a graph to a Keras program: inputs, layers, model, compile, in that order.

Emission is data. It reads the graph and the layer kinds alone, and it never judges: a graph that Keras would refuse is
emitted like any other, so that the linter's claims can be tried against Keras itself.
"""

from __future__ import annotations

from rnndsl import layers
from rnndsl.ir.dims import keras_dim
from rnndsl.ir.fitted import Fitted
from rnndsl.ir.graph import Graph, Input, Layer, Node, Ref
from rnndsl.ir.nest import fill, grouped
from rnndsl.ir.program import Assign, Call, Entries, Expr, Import, Items, Literal, Program
from rnndsl.ir.program import Ref as Variable
from rnndsl.ir.typed import Typed
from rnndsl.layers._own import own_kinds
from rnndsl.layers.kind import Kind, complete

from .compilation import compilation
from .expressions import arguments, layer_call
from .names import Names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rnndsl.ir.nest import Filled, Nest

MODEL = "model"
NOTHING = Fitted()
LONG = 12  # numbers in one argument; more get a variable of their own


def emit(graph: Graph, fitted: Fitted = NOTHING, typed: Typed | None = None) -> Program:
    """The program that makes (and, with a `train` section, compiles) the model of a graph.

    `fitted` holds what layers learned from the training data; `typed`, where given, adds each tensor's shape as a
    comment. Raises expressions.UnfittedError where a size is known only to data that have not been fitted.
    """
    writer = _Writer(graph, fitted, typed)
    for entry in graph.inputs:
        writer.input(entry)
    for node in graph.nodes:
        writer.node(node)
    writer.model()
    seed = graph.train.get("seed") if graph.train is not None else None
    start = Assign((), Call("keras.utils.set_random_seed", (Literal(seed.plain() if seed else 0),)))
    needs = " and ".join(["Keras", *dict.fromkeys(own.module for own in writer.imports)])
    doc = f"{graph.name}: a Keras model, written by rnndsl; it needs nothing but {needs}."
    return Program(doc, (start, *writer.statements), MODEL, writer.imports)


def scope(name: str) -> str:
    """A model's name as Keras and TensorFlow take it: no slash, and the characters of a root scope.

    >>> scope("origin-of-names"), scope("my model"), scope("über/größe"), scope("宽度")
    ('origin-of-names', 'my_model', 'model_ber-gr__e', 'model__')
    """
    plain = "".join(c if (c.isascii() and c.isalnum()) or c in "_.-" else "_" for c in name.replace("/", "-"))
    return plain if plain[:1].isalnum() or plain[:1] == "." else "model" + plain if plain[:1] == "_" else "model_" + plain


class _Writer:
    """Collects the statements of one program and remembers which variables hold which tensors and layers."""

    def __init__(self, graph: Graph, fitted: Fitted, typed: Typed | None) -> None:
        self.graph = graph
        self.fitted = fitted
        self.typed = typed
        own = own_kinds(node.layer for node in graph.nodes)
        self.imports = tuple(Import(kind.module, kind.class_name, name) for name, kind in own.items())
        self.names = Names(own)
        self.tensors: dict[str, tuple[str, ...]] = {}
        self.layers: dict[str, str] = {}
        self.statements: list[Assign] = []
        calls = [node.layer.name for node in graph.nodes]
        self.shared = {name for name in calls if calls.count(name) > 1} if len(set(calls)) < len(calls) else set()

    def input(self, entry: Input) -> None:
        """`history = keras.Input(shape=(24, 1), name="history")`."""
        kwargs: list[tuple[str, Expr]] = [("shape", Literal(tuple(map(keras_dim, entry.tensor.shape or ()))))]
        if self.graph.batch_size is not None:
            kwargs.append(("batch_size", Literal(self.graph.batch_size)))
        if entry.tensor.dtype != "float32":
            kwargs.append(("dtype", Literal(entry.tensor.dtype)))
        variable = self.names.new(entry.name)
        self.tensors[entry.name] = (variable,)
        call = Call("keras.Input", (), (*kwargs, ("name", Literal(entry.name))))
        self.statements.append(Assign((variable,), call, str(entry.tensor) if self.typed else ""))

    def node(self, node: Node) -> None:
        """One call of a layer; a shared layer is made once and has its own variable."""
        kind = _kind(node)
        if kind.operation:
            self.operation(node, kind)
            return
        tensors = tuple(self.names.new(f"{node.name}_{port}" if port else node.name) for port in _ports(node))
        maker: str | Call = self.layers[node.layer.name] if node.layer.name in self.layers else self.layer(node.layer)
        if isinstance(maker, Call) and node.layer.name in self.shared:
            variable = self.names.new(f"{node.layer.name}_layer")
            self.statements.append(Assign((variable,), maker))
            self.layers[node.layer.name] = maker = variable
        groups = _states(node)
        states = _listed(fill(groups, self.read(node.initial_state)))
        kwargs: tuple[tuple[str, Expr], ...] = (("initial_state", states),) if states.items else ()
        self.tensors[node.name] = tensors
        kwargs += arguments(kind.call_parameters, node.call_args, self.fitted)
        names = fill(grouped(_ports(node), groups), tensors)
        self.statements.append(Assign(names, Call(maker, self.tensors_of(node), kwargs), self.comment(node)))

    def operation(self, node: Node, kind: Kind) -> None:
        """One call of a function: `keras.ops.cast(x, dtype="int32")`."""
        tensors = tuple(self.names.new(f"{node.name}_{port}" if port else node.name) for port in _ports(node))
        kwargs = arguments(kind.entries(), node.layer.args, self.fitted)
        self.statements.append(Assign(tensors, Call(kind.target, self.tensors_of(node), kwargs), self.comment(node)))
        self.tensors[node.name] = tensors

    def tensors_of(self, node: Node) -> tuple[Expr, ...]:
        """The tensors of a call: one, a list of several, or each on its own for layers that take them so."""
        read = self.read(node.inputs)
        if _kind(node).spread:
            return tuple(read)
        return (_list(read) if len(read) != 1 else read[0],)

    def layer(self, layer: Layer) -> Call:
        """The call that makes a layer, with what fitting found."""
        learned: dict[str, Expr] = {}
        for argument, value in self.fitted.arguments.get(layer.name, {}).items():
            learned[argument] = Literal(value)
            if isinstance(value, list) and (isinstance(value[0], str) or len(value) > LONG):
                variable = self.names.new(f"{layer.name}_{argument}")
                what = "tokens" if argument == "vocabulary" else "values"
                self.statements.append(Assign((variable,), Literal(value), f"{len(value):,} {what}"))
                learned[argument] = Variable(variable)
        return layer_call(layer, self.fitted, **learned)

    def model(self) -> None:
        """`model = keras.Model(inputs={…}, outputs=…, name=…)`: inputs by name, several outputs by name too."""
        inputs = Entries(tuple((i.name, Variable(self.tensors[i.name][0])) for i in self.graph.inputs))
        found = tuple((o.name, self.read((o.ref,))) for o in self.graph.outputs)
        each = tuple((name, _list(read) if len(read) > 1 else read[0]) for name, read in found)
        outputs = each[0][1] if len(each) == 1 else Entries(each)
        kwargs = (
            ("inputs", inputs),
            ("outputs", outputs),
            ("name", Literal(scope(self.graph.name))),
        )
        self.statements.append(Assign((MODEL,), Call("keras.Model", (), kwargs)))
        if self.graph.train is not None:
            self.statements.append(Assign((), Call(f"{MODEL}.compile", (), compilation(self.graph))))

    def read(self, refs: tuple[Ref, ...]) -> list[Expr]:
        """The variables that references mean; a reference to a whole layer means all its outputs."""
        found: list[Expr] = []
        for ref in refs:
            tensors = self.tensors[ref.node]
            found += [Variable(name) for name in (tensors if ref.port is None else tensors[ref.port : ref.port + 1])]
        return found

    def comment(self, node: Node) -> str:
        """The shapes of a call's outputs."""
        found = self.typed.nodes.get(node.name) if self.typed else None
        return ", ".join(map(str, found.outputs)) if found and all(t.known for t in found.outputs) else ""


def _kind(node: Node) -> Kind:
    kind = layers.kind(node.kind)
    if kind is None:
        raise KeyError(node.kind)
    return kind


def _ports(node: Node) -> tuple[str, ...]:
    kind = _kind(node)
    return kind.ports(complete(kind, {**node.layer.args, **node.call_args}))


def _states(node: Node) -> Nest:
    kind = _kind(node)
    return kind.states(complete(kind, node.layer.args)) if kind.recurrent else ()


def _list(items: list[Expr]) -> Expr:
    return Items(tuple(items))


def _listed(items: Filled[Expr]) -> Items:
    """A list of expressions, groups as lists in it."""
    return Items(tuple(_listed(item) if isinstance(item, tuple) else item for item in items))
