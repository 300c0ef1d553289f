using System.Globalization;
using Longhaul.Trainer.Data;
using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Features.Text;

/// <summary>
/// TF-IDF of n-grams as scikit-learn defines it: tf × (ln((1 + n) / (1 + df)) + 1), rows scaled to length 1; the vocabulary and its document
/// frequencies come from the training rows.
/// </summary>
public sealed class TfidfStep(IReadOnlyList<string> columns, TfidfOptions options) : IFeatureStep
{
    public bool Supervised => options.Nb > 0;

    public FittedStep Fit(Frame frame, int[] rows, Labels labels)
    {
        TfidfVocabulary[] vocabularies = [.. columns.Select(name => TfidfVocabulary.Fit(name, Corpus(frame, name, options), rows, options))];
        var raw = new Fitted(vocabularies, options);
        return options.Svd > 0 ? Reduced(raw, frame, rows, labels.Seed) : options.Nb > 0 ? Weighted(raw, frame, rows, labels) : FittedStep.Of(raw, frame, rows);
    }

    public IFittedStep Load(StateReader from)
    {
        // min_df was applied to the training rows; among rows of another frame it must drop nothing.
        var raw = new Fitted([.. columns.Select((name, i) => TfidfVocabulary.Load(name, options, from.Part($"{i}")))], options with { MinDf = 1 });
        if (options.Svd > 0)
            return new FittedSvd(raw, TruncatedSvd.Load(raw.Width, from.Part("svd")), string.Join('+', columns));
        return options.Nb > 0 ? new FittedWeighted(raw, NbWeights.Load(from.Part("nb"), raw.Width)) : raw;
    }

    private FittedStep Reduced(Fitted raw, Frame frame, int[] rows, int seed)
    {
        var training = raw.Transform(frame, rows).Sparse!;
        var step = new FittedSvd(raw, TruncatedSvd.Fit(training, options.Svd, seed), string.Join('+', columns));
        return new FittedStep(step, step.Project(training));
    }

    private FittedStep Weighted(Fitted raw, Frame frame, int[] rows, Labels labels)
    {
        var training = raw.Transform(frame, rows);
        var weights = NbWeights.Fit(training.Sparse!, Array.ConvertAll(rows, row => labels.Values[row]), labels.Classes, options.Nb);
        return new FittedStep(new FittedWeighted(raw, weights), training with { Sparse = weights.Scale(training.Sparse!) });
    }

    private static NgramCorpus Corpus(Frame frame, string column, TfidfOptions options) =>
        frame.Once(("n-grams", column, options.Ngrams, options.MinDf), () => NgramCorpus.Of(frame.Column<TextColumn>(column).Texts, options.Ngrams, options.MinDf));

    private sealed record Fitted(IReadOnlyList<TfidfVocabulary> Vocabularies, TfidfOptions Options) : IFittedStep
    {
        public int Width => Vocabularies.Sum(vocabulary => vocabulary.Width);

        public void Save(StateWriter to)
        {
            for (var i = 0; i < Vocabularies.Count; i++)
                Vocabularies[i].Save(to.Part($"{i}"));
        }

        public FeatureMatrix Transform(Frame frame, int[] rows) => FeatureMatrix.Concat(
            rows.Length, [.. Vocabularies.Select(vocabulary => vocabulary.Transform(Corpus(frame, vocabulary.Column, Options), rows))]);
    }

    private sealed record FittedWeighted(Fitted Raw, NbWeights Weights) : IFittedStep
    {
        public FeatureMatrix Transform(Frame frame, int[] rows)
        {
            var matrix = Raw.Transform(frame, rows);
            return matrix with { Sparse = Weights.Scale(matrix.Sparse!) };
        }

        public void Save(StateWriter to)
        {
            Raw.Save(to);
            Weights.Save(to.Part("nb"));
        }
    }

    private sealed record FittedSvd(Fitted Raw, TruncatedSvd Svd, string Name) : IFittedStep
    {
        public FeatureMatrix Transform(Frame frame, int[] rows) => Project(Raw.Transform(frame, rows).Sparse!);

        public void Save(StateWriter to)
        {
            Raw.Save(to);
            Svd.Save(to.Part("svd"));
        }

        public FeatureMatrix Project(CsrMatrix matrix) => FeatureMatrix.Of(
            matrix.Rows, Svd.Project(matrix), [.. Enumerable.Range(1, Svd.Components).Select(i => new Feature(string.Create(CultureInfo.InvariantCulture, $"{Name} topic {i}")))]);
    }
}
