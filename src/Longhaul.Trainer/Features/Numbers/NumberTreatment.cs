using Longhaul.Trainer.Onnx;
using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Features.Numbers;

/// <summary>What one column of numbers learnt from its training rows.</summary>
/// <param name="Name">The column.</param>
/// <param name="Flag">Whether it gets a 0/1 feature for empty cells.</param>
/// <param name="Low">Values below are raised to it.</param>
/// <param name="High">Values above are lowered to it.</param>
/// <param name="Log">Whether sign(x) · ln(1 + |x|) is taken.</param>
/// <param name="Scale">Maps to the scaled value; null: as it is.</param>
/// <param name="Fill">Stands for empty cells at the end; NaN: they stay empty.</param>
public sealed record NumberTreatment(string Name, bool Flag, float Low, float High, bool Log, INumberScale? Scale, float Fill)
{
    /// <summary>Learns a treatment from training values, NaN being empty. <paramref name="values"/> is overwritten.</summary>
    public static NumberTreatment Fit(string name, float[] values, NumbersOptions options)
    {
        var known = Array.FindAll(values, float.IsFinite);
        Array.Sort(known);
        var flag = options.Flags && known.Length < values.Length;
        var (low, high) = options.Clip > 0 && known.Length > 0
            ? (Quantiles.At(known, options.Clip), Quantiles.At(known, 1 - options.Clip))
            : (float.NegativeInfinity, float.PositiveInfinity);
        var unscaled = new NumberTreatment(name, flag, low, high, options.Log, null, float.NaN);
        unscaled.Apply(known); // monotone, so known stays sorted
        var scale = options.Scale switch
        {
            NumberScale.Standard => (INumberScale)StandardScale.Fit(known),
            NumberScale.Quantile => QuantileScale.Fit(known),
            _ => null,
        };
        var median = known.Length == 0 ? 0 : Quantiles.At(known, 0.5);
        return unscaled with { Scale = scale, Fill = options.Fill ? scale?.Apply(median) ?? median : float.NaN };
    }

    /// <summary>The treatment that was saved.</summary>
    /// <exception cref="Longhaul.Pipelines.PipelineException">The state is no treatment.</exception>
    public static NumberTreatment Load(string name, NumbersOptions options, StateReader from)
    {
        var (low, high) = ((float)from.Number("low"), (float)from.Number("high"));
        if (!(low <= high))
            throw from.Wrong("low is above high");
        INumberScale? scale = options.Scale switch
        {
            NumberScale.Standard => StandardScale.Load(from.Part("scale")),
            NumberScale.Quantile => QuantileScale.Load(from.Part("scale")),
            _ => null,
        };
        return new NumberTreatment(name, from.Whole("flag", 0, 1) == 1, low, high, options.Log, scale, (float)from.Number("fill"));
    }

    /// <summary>Writes down what was learnt.</summary>
    public void Save(StateWriter to)
    {
        to.Set("flag", Flag ? 1 : 0);
        to.Set("low", Low);
        to.Set("high", High);
        to.Set("fill", Fill);
        Scale?.Save(to.Part("scale"));
    }

    /// <summary>Treats values in ONNX as <see cref="Apply"/> does.</summary>
    internal string AddTo(OnnxGraph graph, string values)
    {
        var treated = float.IsFinite(Low) || float.IsFinite(High) ? graph.Node("Clip", [values, graph.Floats([Low]), graph.Floats([High])]) : values;
        if (Log)
            treated = graph.Node("Mul", [graph.Node("Sign", [treated]), graph.Node("Log", [graph.Node("Add", [graph.Node("Abs", [treated]), graph.Floats([1])])])]);
        treated = Scale switch
        {
            null => treated,
            // In doubles, as it is fitted: a tree's threshold tells neighbouring floats apart.
            StandardScale scale => graph.ToFloat(graph.Node("Div", [graph.Node("Sub", [graph.ToDouble(treated), graph.Doubles([scale.Mean])]), graph.Doubles([scale.Deviation])])),
            _ => throw new NoOnnxException("numbers scaled by rank have no form in it"),
        };
        return graph.Node("Where", [graph.IsEmpty(values), graph.Floats([Fill]), treated]);
    }

    /// <summary>Treats values in place. Infinite cells count as empty.</summary>
    public void Apply(float[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var value = values[i];
            if (!float.IsFinite(value))
            {
                values[i] = Fill;
                continue;
            }

            value = Math.Clamp(value, Low, High);
            if (Log)
                value = MathF.CopySign(MathF.Log(1 + MathF.Abs(value)), value);
            values[i] = Scale?.Apply(value) ?? value;
        }
    }
}
