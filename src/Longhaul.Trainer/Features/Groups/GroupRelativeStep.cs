using Longhaul.Trainer.Data;
using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Features.Groups;

/// <summary>
/// Numbers in comparison with their group: what a speaker's or a device's own level and range is can be seen without labels, in rows to predict
/// as well, and is often what keeps a model from carrying over to unseen groups.
/// </summary>
public sealed class GroupRelativeStep(IReadOnlyList<string> columns, IReadOnlyList<string> groups, IReadOnlyList<string> ways) : IFeatureStep
{
    public FittedStep Fit(Frame frame, int[] rows, Labels labels) =>
        FittedStep.Of(new Fitted(columns, groups, ways, new Surroundings([.. columns, .. groups], frame)), frame, rows);

    public IFittedStep Load(StateReader from) => new Fitted(columns, groups, ways, Surroundings.Load([.. columns, .. groups], from));

    private sealed record Fitted(IReadOnlyList<string> Columns, IReadOnlyList<string> Groups, IReadOnlyList<string> Ways, Surroundings Surroundings) : IFittedStep
    {
        public FeatureMatrix Transform(Frame frame, int[] rows)
        {
            var whole = Surroundings.Whole(frame);
            var offset = Surroundings.Offset(frame);
            List<float[]> dense = [];
            List<Feature> features = [];
            foreach (var group in Groups)
            {
                foreach (var name in Columns)
                {
                    var members = whole.Once(("members", group, name), () => GroupMembers.Of(whole.Column<CategoryColumn>(group), whole.Column<NumberColumn>(name)));
                    foreach (var way in Ways.Where(way => way != "size"))
                    {
                        dense.Add(Array.ConvertAll(rows, row => members.Compare(way, row + offset)));
                        features.Add(new Feature($"{name} {way} in {group}"));
                    }
                }

                if (!Ways.Contains("size"))
                    continue;
                var codes = whole.Column<CategoryColumn>(group).Codes;
                var sizes = LevelSizes(whole.Column<CategoryColumn>(group));
                dense.Add(Array.ConvertAll(rows, row => codes[row + offset] < 0 ? float.NaN : sizes[codes[row + offset]]));
                features.Add(new Feature($"size of {group}"));
            }

            return FeatureMatrix.Of(rows.Length, [.. dense], features);
        }

        public void Save(StateWriter to) => Surroundings.Save(to);

        private static float[] LevelSizes(CategoryColumn column)
        {
            var sizes = new float[column.Levels.Count];
            foreach (var code in column.Codes.Where(code => code >= 0))
                sizes[code]++;
            return sizes;
        }
    }
}
