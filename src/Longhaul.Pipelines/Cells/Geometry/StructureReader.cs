using System.Globalization;

namespace Longhaul.Pipelines.Cells.Geometry;

/// <summary>
/// Reads the usual ways to write atoms: FHI-aims (<c>lattice_vector</c> and <c>atom</c> lines), XYZ with a count, a comment and an element with its
/// place a line, extended XYZ with <c>Lattice="…"</c> in the comment, and CIF whose atoms are listed one by one (symmetry is not unfolded).
/// </summary>
internal static class StructureReader
{
    /// <summary>Atoms beyond so many are left out.</summary>
    public const int MostAtoms = 2000;

    private const int MostLines = 20_000;

    /// <summary>The structure; null where the text holds no atoms that can be read.</summary>
    public static AtomicStructure? TryRead(string text)
    {
        string[][] lines = [.. text.Split('\n', MostLines).Select(line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Where(words => words.Length > 0)];
        return Aims(lines) ?? (text.Contains("_cell_length_a", StringComparison.OrdinalIgnoreCase) ? CifReader.TryRead(lines) : Xyz(text, lines));
    }

    /// <summary>Whether a word is a number, and which.</summary>
    public static bool Number(string word, out double value) =>
        double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value) && Math.Abs(value) < 1e6;

    private static AtomicStructure? Aims(string[][] lines)
    {
        Vector[] lattice = [.. lines.Where(words => words[0] == "lattice_vector").Select(words => At(words, 1)).OfType<Vector>()];
        var atoms = lines.Where(words => words[0] is "atom" or "atom_frac" && words.Length >= 5)
            .Select(words => (Place: At(words, 1), Element: Elements.Find(words[4]), IsShare: words[0] == "atom_frac"))
            .Where(atom => atom is { Place: not null, Element: not null }).Take(MostAtoms).ToArray();
        if (atoms.Length == 0 || atoms.Any(atom => atom.IsShare) && lattice.Length != 3)
            return null;
        return new AtomicStructure(
            [.. atoms.Select(atom => atom.Element!)],
            [.. atoms.Select(atom => atom.IsShare ? Inside(lattice, atom.Place!.Value) : atom.Place!.Value)],
            lattice.Length == 3 ? lattice : null);
    }

    private static AtomicStructure? Xyz(string text, string[][] lines)
    {
        var atoms = lines.Where(words => words.Length >= 4).Select(words => (Place: At(words, 1), Element: Elements.Find(words[0])))
            .Where(atom => atom is { Place: not null, Element: not null }).Take(MostAtoms).ToArray();
        return atoms.Length == 0 ? null : new AtomicStructure([.. atoms.Select(atom => atom.Element!)], [.. atoms.Select(atom => atom.Place!.Value)], LatticeIn(text));
    }

    /// <summary>The cell of extended XYZ: <c>Lattice="5.1 0 0 0 5.1 0 0 0 5.1"</c>.</summary>
    private static Vector[]? LatticeIn(string text)
    {
        const string key = "Lattice=\"";
        var start = text.IndexOf(key, StringComparison.OrdinalIgnoreCase);
        var end = start < 0 ? -1 : text.IndexOf('"', start + key.Length);
        if (end < 0)
            return null;
        var words = text[(start + key.Length)..end].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 9 && At(words, 0) is { } a && At(words, 3) is { } b && At(words, 6) is { } c ? [a, b, c] : null;
    }

    /// <summary>A place given in shares of the cell's vectors.</summary>
    public static Vector Inside(Vector[] lattice, Vector share) => (share.X * lattice[0]) + (share.Y * lattice[1]) + (share.Z * lattice[2]);

    private static Vector? At(string[] words, int start) =>
        words.Length >= start + 3 && Number(words[start], out var x) && Number(words[start + 1], out var y) && Number(words[start + 2], out var z) ? new Vector(x, y, z) : null;
}
