using System.Runtime.InteropServices;
using Longhaul.Trainer.Features.Categories;

namespace Longhaul.Trainer.Onnx;

/// <summary>An ONNX graph under construction; values are named by what the methods return (onnx.proto3, IR version 8, opsets 13 and ai.onnx.ml 2).</summary>
internal sealed class OnnxGraph
{
    private const string TreesAndLabels = "ai.onnx.ml";
    private const int TypeFloat = 1;
    private const int TypeInt64 = 7;
    private const int TypeString = 8;
    private const int TypeDouble = 11;

    // A table must hold something, even where train showed no level.
    private const string Unheard = "\u0001 no level";

    // Inputs bear the names of columns, and stand in one namespace with all other values.
    private const string Own = "longhaul:v";

    private readonly ProtoWriter _graph = new();
    private readonly Dictionary<string, string> _inputs = new(StringComparer.Ordinal);
    private int _values;

    /// <summary>Names of the inputs so far, in order.</summary>
    public IReadOnlyCollection<string> Inputs => _inputs.Keys;

    /// <summary>A column of numbers, float [rows, 1]; NaN where a cell is empty.</summary>
    /// <exception cref="NoOnnxException">The column has the name of the output.</exception>
    public string Numbers(string column) => Input(column, TypeFloat);

    /// <summary>A column of texts, string [rows, 1]; "" where a cell is empty.</summary>
    /// <exception cref="NoOnnxException">It is a pair of columns, or has the name of the output.</exception>
    public string Texts(string column) => CategoryPairs.IsPair(column)
        ? throw new NoOnnxException("pairs of categories have no form in it")
        : Input(column, TypeString);

    /// <summary>A node with one output.</summary>
    public string Node(string op, IReadOnlyList<string> inputs, params IReadOnlyList<OnnxAttribute> attributes)
    {
        var output = $"{Own}{_values++}";
        Node(op, inputs, output, attributes);
        return output;
    }

    /// <summary>Constants.</summary>
    public string Doubles(double[] values, params long[] shape) => Initializer(TypeDouble, MemoryMarshal.AsBytes(values.AsSpan()), shape);

    /// <summary>Constants.</summary>
    public string Floats(float[] values, params long[] shape) => Initializer(TypeFloat, MemoryMarshal.AsBytes(values.AsSpan()), shape);

    /// <summary>Constants.</summary>
    public string Integers(long[] values, params long[] shape) => Initializer(TypeInt64, MemoryMarshal.AsBytes(values.AsSpan()), shape);

    /// <summary>A value as floats.</summary>
    public string ToFloat(string value) => Node("Cast", [value], new OnnxAttribute("to", (long)TypeFloat));

    /// <summary>A value as doubles.</summary>
    public string ToDouble(string value) => Node("Cast", [value], new OnnxAttribute("to", (long)TypeDouble));

    /// <summary>A value as whole numbers.</summary>
    public string ToInteger(string value) => Node("Cast", [value], new OnnxAttribute("to", (long)TypeInt64));

    /// <summary>A column of texts as the number that a table gives for each, float [rows, 1].</summary>
    /// <param name="otherwise">For texts that the table doesn't hold.</param>
    public string Lookup(string column, IReadOnlyDictionary<string, float> table, float otherwise) => Node(
        "LabelEncoder",
        [Texts(column)],
        new OnnxAttribute("keys_strings", table.Keys.Append(Unheard).ToList()),
        new OnnxAttribute("values_floats", table.Values.Append(otherwise).ToList()),
        new OnnxAttribute("default_float", otherwise));

    /// <summary>Columns side by side.</summary>
    public string Beside(IReadOnlyList<string> columns) => columns is [var only] ? only : Node("Concat", columns, new OnnxAttribute("axis", 1L));

    /// <summary>Where cells hold no finite number.</summary>
    public string IsEmpty(string numbers) => Node("Or", [Node("IsNaN", [numbers]), Node("IsInf", [numbers])]);

    /// <summary>The file with the graph's one output, float [rows, <paramref name="width"/>].</summary>
    public byte[] ToFile(string predictions, string name, string about, int width)
    {
        Node("Identity", [predictions], name);
        var graph = _graph.Text(2, "pipeline");
        foreach (var (input, proto) in _inputs)
            graph.Message(11, ValueInfo(input, proto == "s" ? TypeString : TypeFloat, 1));
        graph.Message(12, ValueInfo(name, TypeFloat, width));
        return new ProtoWriter()
            .Number(1, 8)
            .Text(2, "longhaul")
            .Text(6, about)
            .Message(7, graph)
            .Message(8, new ProtoWriter().Text(1, "").Number(2, 13))
            .Message(8, new ProtoWriter().Text(1, TreesAndLabels).Number(2, 2))
            .ToArray();
    }

    private string Input(string column, int type)
    {
        if (column == OnnxFile.Output || column.StartsWith(Own, StringComparison.Ordinal))
            throw new NoOnnxException($"the column '{column}' has the name of another value in it");
        _inputs.TryAdd(column, type == TypeString ? "s" : "f");
        return column;
    }

    private void Node(string op, IReadOnlyList<string> inputs, string output, params IReadOnlyList<OnnxAttribute> attributes)
    {
        var node = new ProtoWriter();
        foreach (var input in inputs)
            node.Text(1, input);
        node.Text(2, output).Text(3, $"n_{output}").Text(4, op);
        foreach (var attribute in attributes)
            node.Message(5, attribute.ToProto());
        if (op is "TreeEnsembleRegressor" or "LabelEncoder" or "OneHotEncoder")
            node.Text(7, TreesAndLabels);
        _graph.Message(1, node);
    }

    private string Initializer(int type, ReadOnlySpan<byte> raw, long[] shape)
    {
        var name = $"{Own}{_values++}";
        _graph.Message(5, new ProtoWriter().Numbers(1, shape).Number(2, type).Text(8, name).Bytes(9, raw));
        return name;
    }

    private static ProtoWriter ValueInfo(string name, int type, int width)
    {
        var shape = new ProtoWriter().Message(1, new ProtoWriter().Text(2, "rows")).Message(1, new ProtoWriter().Number(1, width));
        return new ProtoWriter().Text(1, name).Message(2, new ProtoWriter().Message(1, new ProtoWriter().Number(1, type).Message(2, shape)));
    }
}
