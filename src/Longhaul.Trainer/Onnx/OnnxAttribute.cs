namespace Longhaul.Trainer.Onnx;

/// <summary>An attribute of an ONNX node (onnx.proto3, AttributeProto).</summary>
internal sealed record OnnxAttribute(string Name, object Value)
{
    /// <summary>Its message.</summary>
    public ProtoWriter ToProto()
    {
        var proto = new ProtoWriter().Text(1, Name);
        return Value switch
        {
            float number => proto.Float(2, number).Number(20, 1),
            long number => proto.Number(3, number).Number(20, 2),
            string text => proto.Text(4, text).Number(20, 3),
            IReadOnlyList<float> numbers => proto.Floats(7, numbers).Number(20, 6),
            IReadOnlyList<long> numbers => proto.Numbers(8, numbers).Number(20, 7),
            IReadOnlyList<string> texts => texts.Aggregate(proto, (to, text) => to.Text(9, text)).Number(20, 8),
            _ => throw new ArgumentException($"an attribute of type {Value.GetType().Name}"),
        };
    }
}
