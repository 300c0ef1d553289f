using Longhaul.Trainer.Data;
using Longhaul.Trainer.Features.Categories;
using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Features.Dates;

/// <summary>
/// The terms of <see cref="SeasonStep"/> for each level of some categories: products with a season of their own, stores that grow at their own pace.
/// Sparse: of a row only the terms of its own levels are filled. Levels that are rare or new have none.
/// </summary>
/// <param name="dates">Columns of dates.</param>
/// <param name="categories">Categories, or pairs of them (<see cref="CategoryPairs"/>).</param>
/// <param name="minCount">Training rows that a level must have.</param>
public sealed class SeasonByLevelStep(IReadOnlyList<string> dates, IReadOnlyList<string> categories, SeasonOptions options, int minCount) : IFeatureStep
{
    private const int MostLevels = 2000;

    public FittedStep Fit(Frame frame, int[] rows, Labels labels) => FittedStep.Of(
        new Fitted(
            [.. dates.Select(name => SeasonSpan.Of(name, frame, rows))],
            [.. categories.Select(name => CategoryLevels.Fit(CategoryPairs.Column(frame, name), rows, minCount, MostLevels, withEmpty: false))],
            options),
        frame, rows);

    public IFittedStep Load(StateReader from) =>
        new Fitted(SeasonSpan.Load(dates, from), [.. categories.Select((name, i) => CategoryLevels.Load(name, from.Part($"{i}")))], options);

    private sealed record Fitted(IReadOnlyList<SeasonSpan> Spans, IReadOnlyList<CategoryLevels> Categories, SeasonOptions Options) : IFittedStep
    {
        public void Save(StateWriter to)
        {
            SeasonSpan.Save(Spans, to);
            for (var i = 0; i < Categories.Count; i++)
                Categories[i].Save(to.Part($"{i}"));
        }

        public FeatureMatrix Transform(Frame frame, int[] rows)
        {
            var terms = Options.Terms().ToArray();
            var values = Spans.Select(span => span.At(frame, rows)).SelectMany(at => terms.Select(term => Values(term.Of, at.Days, at.Trend))).ToArray();
            CategoryColumn[] columns = [.. Categories.Select(category => CategoryPairs.Column(frame, category.Name))];
            int[][] lookups = [.. Categories.Select((category, c) => category.Lookup(columns[c]))];
            var start = new int[rows.Length + 1];
            List<int> indices = new(rows.Length * values.Length * columns.Length);
            List<float> filled = new(indices.Capacity);
            for (var i = 0; i < rows.Length; i++)
            {
                var offset = 0;
                for (var c = 0; c < columns.Length; c++)
                {
                    var level = lookups[c][columns[c].Codes[rows[i]] + 1];
                    for (var term = 0; level >= 0 && term < values.Length; term++)
                    {
                        indices.Add(offset + (level * values.Length) + term);
                        filled.Add(values[term][i]);
                    }

                    offset += Categories[c].Count * values.Length;
                }

                start[i + 1] = indices.Count;
            }

            Feature[] features = [.. from category in Categories from level in category.Features from span in Spans from term in terms select new Feature($"{CategoryPairs.Spell(level.Name)} {span.Name} {term.Name}")];
            return FeatureMatrix.Of(new CsrMatrix(features.Length, start, [.. indices], [.. filled]), features);
        }

        // A row whose date is empty has no terms.
        private static float[] Values(Func<double, double, double> term, double[] days, double[] trend) =>
            [.. days.Zip(trend, (day, at) => double.IsFinite(day) ? (float)term(day, at) : 0)];
    }
}
