using System.Globalization;

namespace Longhaul.Pipelines.Cells.Geometry;

/// <summary>
/// Files with the atoms of a row: composition, cell, and what lies around the atoms: distances by pair of elements (statistics and a histogram),
/// bonds and coordination numbers, and which coordinated atoms are bonded to which, as a graph's pairs of labelled nodes.
/// </summary>
/// <remarks>
/// Two atoms are bonded where they are closer than 1.25 times the sum of their covalent radii. The valence of a bond is exp((r − d) / 0.37), r being
/// that sum, after Brown and Altermatt (1985): it counts a bond the less the longer it is.
/// </remarks>
internal sealed class GeometryFiles : ICellFormat
{
    private const double BondStretch = 1.25;
    private const double Softness = 0.37;
    private const double BinWidth = 0.5;

    private static readonly string[] Endings = [".xyz", ".extxyz", ".cif", ".in"];

    public string Step => "geometry";

    public ColumnRole Role => ColumnRole.File;

    public bool IsFile => true;

    public bool Fits(IReadOnlyList<string> cells) => cells.All(cell => Endings.Contains(Path.GetExtension(cell).ToLowerInvariant()));

    public void Read(string cell, CellContent into)
    {
        if (StructureReader.TryRead(cell) is not { } structure)
            return;
        Composition(structure, into);
        var pairs = Neighbourhoods.Pairs(structure).ToArray();
        Distances(structure, pairs, into);
        Bonds(structure, pairs, into);
    }

    private static void Composition(AtomicStructure structure, CellContent into)
    {
        var atoms = structure.Elements.Length;
        into.Number("atoms", atoms);
        foreach (var element in structure.Elements.GroupBy(element => element, StringComparer.Ordinal))
            into.Count($"share of {element.Key}", (double)element.Count() / atoms);
        into.Number("mean atomic number", structure.Elements.Average(Elements.Number));
        if (structure.Lattice is not { } lattice)
            return;
        into.Number("volume", structure.Volume);
        into.Number("volume per atom", structure.Volume / atoms);
        into.Number("filled share of the volume", structure.Elements.Sum(element => Math.Pow(Elements.Radius(element), 3)) * 4 / 3 * Math.PI / structure.Volume);
        double[] lengths = [.. lattice.Select(vector => vector.Length).Order()];
        into.Number("shortest edge", lengths[0]);
        into.Number("longest edge", lengths[2]);
        into.Number("longest edge by shortest", lengths[2] / lengths[0]);
    }

    private static void Distances(AtomicStructure structure, (int From, int To, double Distance)[] pairs, CellContent into)
    {
        foreach (var kind in pairs.Where(pair => IsFirst(structure, pair)).GroupBy(pair => $"{structure.Elements[pair.From]}-{structure.Elements[pair.To]}", StringComparer.Ordinal))
        {
            double[] distances = [.. kind.Select(pair => pair.Distance).Order()];
            double atoms = kind.Select(pair => pair.From).Distinct().Count();
            into.Number($"{kind.Key} nearest", distances[0]);
            into.Number($"{kind.Key} mean nearest", kind.GroupBy(pair => pair.From).Average(atom => atom.Min(pair => pair.Distance)));
            foreach (var bin in distances.GroupBy(distance => (int)(distance / BinWidth)))
                into.Count(string.Create(CultureInfo.InvariantCulture, $"{kind.Key} within {bin.Key * BinWidth:0.0} to {(bin.Key + 1) * BinWidth:0.0}"), bin.Count() / atoms);
        }
    }

    private static void Bonds(AtomicStructure structure, (int From, int To, double Distance)[] pairs, CellContent into)
    {
        var elements = structure.Elements;
        double Sum((int From, int To, double) pair) => Elements.Radius(elements[pair.From]) + Elements.Radius(elements[pair.To]);
        // Metals next to metals and anions next to anions touch, but aren't bonded in what has both.
        var alike = pairs.Where(pair => pair.Distance < BondStretch * Sum(pair)).ToArray();
        var bonds = alike.Where(pair => elements[pair.From] != elements[pair.To]).ToArray() is { Length: > 0 } mixed && HasAnions(elements)
            ? [.. mixed.Where(pair => IsAnion(elements[pair.From]) != IsAnion(elements[pair.To]))]
            : alike;
        var coordination = new int[elements.Length];
        var valence = new double[elements.Length];
        foreach (var bond in bonds)
        {
            coordination[bond.From]++;
            valence[bond.From] += Math.Exp((Sum(bond) - bond.Distance) / Softness);
        }

        foreach (var kind in Enumerable.Range(0, elements.Length).GroupBy(atom => elements[atom], StringComparer.Ordinal))
        {
            into.Statistics($"bonds of {kind.Key} ", [.. kind.Select(atom => (double)coordination[atom])]);
            into.Statistics($"valence of {kind.Key} ", [.. kind.Select(atom => valence[atom])]);
            foreach (var count in kind.GroupBy(atom => coordination[atom]))
                into.Count($"{kind.Key} with {count.Key} bonds", (double)count.Count() / elements.Length);
        }

        foreach (var kind in bonds.Where(bond => IsFirst(structure, bond)).GroupBy(bond => $"{elements[bond.From]}-{elements[bond.To]}", StringComparer.Ordinal))
            into.Statistics($"{kind.Key} bond ", [.. kind.Select(bond => bond.Distance)]);
        if (bonds.Length > 0)
            into.Statistics("stretch ", [.. bonds.Select(bond => bond.Distance / Sum(bond))]);
        foreach (var kind in bonds.Where(bond => IsFirst(structure, bond)).GroupBy(bond => $"{elements[bond.From]}{coordination[bond.From]}-{elements[bond.To]}{coordination[bond.To]}", StringComparer.Ordinal))
            into.Count($"{kind.Key} per atom", (double)kind.Count() / elements.Length);
    }

    private static bool HasAnions(string[] elements) => Array.Exists(elements, IsAnion) && !Array.TrueForAll(elements, IsAnion) && !Array.Exists(elements, element => element is "C" or "H");

    private static bool IsAnion(string element) => element is "O" or "S" or "Se" or "Te" or "N" or "F" or "Cl" or "Br" or "I";

    /// <summary>Of a pair that is met from both ends, the end whose element comes first.</summary>
    private static bool IsFirst(AtomicStructure structure, (int From, int To, double) pair) =>
        string.CompareOrdinal(structure.Elements[pair.From], structure.Elements[pair.To]) <= 0;
}
