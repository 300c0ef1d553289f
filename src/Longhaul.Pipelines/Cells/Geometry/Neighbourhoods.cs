namespace Longhaul.Pipelines.Cells.Geometry;

/// <summary>Pairs of atoms that lie close, the cell's copies in all directions included.</summary>
internal static class Neighbourhoods
{
    /// <summary>Distances beyond are of no interest, in Å.</summary>
    public const double Reach = 6;

    /// <summary>Distances that are looked at per structure, at most.</summary>
    private const double MostDistances = 2e7;

    // A cell far thinner than atoms are would need very many copies: then it is no cell.
    private const int MostCopies = 8;

    /// <summary>Every pair within <see cref="Reach"/>, each from both of its ends; an atom's own copies count.</summary>
    public static IEnumerable<(int From, int To, double Distance)> Pairs(AtomicStructure structure)
    {
        var shifts = Shifts(structure);
        var atoms = structure.Places.Length;
        var looked = (int)Math.Min(atoms, MostDistances / ((double)atoms * shifts.Count));
        for (var from = 0; from < looked; from++)
        {
            for (var to = 0; to < atoms; to++)
            {
                var apart = structure.Places[to] - structure.Places[from];
                foreach (var shift in shifts)
                {
                    var distance = (apart + shift).Length;
                    if (distance < Reach && distance > 0.1)
                        yield return (from, to, distance);
                }
            }
        }
    }

    private static IReadOnlyList<Vector> Shifts(AtomicStructure structure)
    {
        if (structure.Lattice is not { } lattice || structure.Volume < 1)
            return [new Vector(0, 0, 0)];
        int[] copies =
        [
            .. Enumerable.Range(0, 3).Select(axis =>
            {
                var height = structure.Volume / lattice[(axis + 1) % 3].Cross(lattice[(axis + 2) % 3]).Length;
                return (int)Math.Min(MostCopies, Math.Ceiling(Reach / height));
            }),
        ];
        return
        [
            .. from i in Enumerable.Range(-copies[0], (2 * copies[0]) + 1)
               from j in Enumerable.Range(-copies[1], (2 * copies[1]) + 1)
               from k in Enumerable.Range(-copies[2], (2 * copies[2]) + 1)
               select StructureReader.Inside(lattice, new Vector(i, j, k)),
        ];
    }
}
