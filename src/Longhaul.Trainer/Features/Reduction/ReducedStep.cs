using System.Globalization;
using Longhaul.Trainer.Data;
using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Features.Reduction;

/// <summary>A step whose dense features are replaced by their principal components, fitted on the training rows.</summary>
public sealed class ReducedStep(IFeatureStep inner, int components, string name) : IFeatureStep
{
    /// <summary>The step, reduced where <paramref name="components"/> is above 0.</summary>
    public static IFeatureStep Of(IFeatureStep inner, int components, IReadOnlyList<string> columns) =>
        components == 0 ? inner : new ReducedStep(inner, components, columns.Count == 1 ? columns[0] : $"{columns.Count} columns");

    public bool Supervised => inner.Supervised;

    public FittedStep Fit(Frame frame, int[] rows, Labels labels)
    {
        var fitted = inner.Fit(frame, rows, labels);
        var step = new Fitted(fitted.Step, DensePca.Fit(fitted.Training.Dense, components, labels.Seed), name);
        return new FittedStep(step, step.Project(fitted.Training));
    }

    public IFittedStep Load(StateReader from) => new Fitted(inner.Load(from.Part("of")), DensePca.Load(from.Part("components")), name);

    private sealed record Fitted(IFittedStep Inner, DensePca Pca, string Name) : IFittedStep
    {
        public FeatureMatrix Transform(Frame frame, int[] rows) => Project(Inner.Transform(frame, rows));

        public void Save(StateWriter to)
        {
            Inner.Save(to.Part("of"));
            Pca.Save(to.Part("components"));
        }

        public FeatureMatrix Project(FeatureMatrix matrix) => FeatureMatrix.Of(
            matrix.Rows, Pca.Project(matrix.Dense),
            [.. Enumerable.Range(1, Pca.Components).Select(i => new Feature(string.Create(CultureInfo.InvariantCulture, $"{Name} component {i}")))]);
    }
}
