using Longhaul.Trainer.Data;
using Longhaul.Trainer.Onnx;
using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Features.Numbers;

/// <summary>Numbers: clipped, logged, scaled and filled as the options say, fitted per column.</summary>
public sealed class NumbersStep(IReadOnlyList<string> columns, NumbersOptions options) : IFeatureStep
{
    public FittedStep Fit(Frame frame, int[] rows, Labels labels)
    {
        NumberTreatment[] treatments = [.. columns.Select(name =>
            NumberTreatment.Fit(name, FeatureMatrix.Gather(frame.Column<NumberColumn>(name).Values, rows), options))];
        return FittedStep.Of(new Fitted(treatments), frame, rows);
    }

    public IFittedStep Load(StateReader from) => new Fitted([.. columns.Select((name, i) => NumberTreatment.Load(name, options, from.Part($"{i}")))]);

    private sealed record Fitted(IReadOnlyList<NumberTreatment> Treatments) : IFittedStep, IOnnxStep
    {
        public void Save(StateWriter to)
        {
            for (var i = 0; i < Treatments.Count; i++)
                Treatments[i].Save(to.Part($"{i}"));
        }

        public void AddTo(OnnxGraph graph, List<string> dense, List<string> sparse)
        {
            foreach (var treatment in Treatments)
            {
                var values = graph.Numbers(treatment.Name);
                if (treatment.Flag)
                    dense.Add(graph.ToFloat(graph.Node("IsNaN", [values])));
                dense.Add(treatment.AddTo(graph, values));
            }
        }

        public FeatureMatrix Transform(Frame frame, int[] rows)
        {
            List<float[]> dense = [];
            List<Feature> features = [];
            foreach (var treatment in Treatments)
            {
                var values = FeatureMatrix.Gather(frame.Column<NumberColumn>(treatment.Name).Values, rows);
                if (treatment.Flag)
                {
                    dense.Add(Array.ConvertAll(values, value => float.IsNaN(value) ? 1f : 0f));
                    features.Add(new Feature($"{treatment.Name} missing"));
                }

                treatment.Apply(values);
                dense.Add(values);
                features.Add(new Feature(treatment.Name));
            }

            return FeatureMatrix.Of(rows.Length, [.. dense], features);
        }
    }
}
