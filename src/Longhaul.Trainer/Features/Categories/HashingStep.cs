using Longhaul.Trainer.Data;
using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Features.Categories;

/// <summary>
/// The hashing trick (Weinberger et al. 2009, §2): all levels of all columns share 2^bits sparse features, each level with a place and a sign of its
/// own, so that clashes cancel in expectation. Nothing is learnt from rows: unknown levels have their place too, and memory does not grow with levels.
/// </summary>
/// <param name="columns">Columns, or pairs of them (<see cref="CategoryPairs"/>).</param>
/// <param name="bits">1 … 22.</param>
public sealed class HashingStep(IReadOnlyList<string> columns, int bits) : IFeatureStep
{
    public FittedStep Fit(Frame frame, int[] rows, Labels labels) => FittedStep.Of(new Fitted(columns, bits), frame, rows);

    public IFittedStep Load(StateReader from) => new Fitted(columns, bits);

    private sealed record Fitted(IReadOnlyList<string> Columns, int Bits) : IFittedStep
    {
        private readonly Feature[] _features = [.. Enumerable.Range(0, 1 << Bits).Select(place => new Feature($"hash {place}"))];

        public void Save(StateWriter to)
        {
            // A place follows from a level's name alone.
        }

        public FeatureMatrix Transform(Frame frame, int[] rows)
        {
            CategoryColumn[] columns = [.. Columns.Select(name => CategoryPairs.Column(frame, name))];
            ulong[][] hashes = [.. columns.Select(column => Array.ConvertAll([.. column.Levels, ""], level => HashOf(column.Name, level)))];
            var (start, indices, values) = (new int[rows.Length + 1], new List<int>(rows.Length * columns.Length), new List<float>(rows.Length * columns.Length));
            var cells = new SortedDictionary<int, float>();
            for (var i = 0; i < rows.Length; i++)
            {
                cells.Clear();
                for (var c = 0; c < columns.Length; c++)
                {
                    var code = columns[c].Codes[rows[i]];
                    var hash = hashes[c][code >= 0 ? code : ^1];
                    var place = (int)(hash >> (64 - Bits));
                    cells[place] = cells.GetValueOrDefault(place) + ((hash & 1) == 0 ? 1 : -1);
                }

                foreach (var (place, value) in cells.Where(cell => cell.Value != 0))
                {
                    indices.Add(place);
                    values.Add(value);
                }

                start[i + 1] = indices.Count;
            }

            return FeatureMatrix.Of(new CsrMatrix(1 << Bits, start, [.. indices], [.. values]), _features);
        }

        private static ulong HashOf(string column, string level) => StableHash.Mix(StableHash.Add(StableHash.Add(StableHash.Add(StableHash.Seed, column), "\u001e"), level));
    }
}
