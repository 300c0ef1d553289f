namespace Longhaul.Pipelines.Cells.Geometry;

/// <summary>Reads the cell and the listed atoms of a CIF.</summary>
internal static class CifReader
{
    /// <summary>The structure; null where cell or atoms can't be read.</summary>
    public static AtomicStructure? TryRead(string[][] lines)
    {
        if (Lattice(lines) is not { } lattice)
            return null;
        var header = Array.FindIndex(lines, words => words[0].StartsWith("_atom_site_", StringComparison.OrdinalIgnoreCase));
        if (header < 0)
            return null;
        string[] columns = [.. lines.Skip(header).TakeWhile(words => words[0][0] == '_').Select(words => words[0].ToLowerInvariant())];
        int element = Column("_atom_site_type_symbol") is >= 0 and var symbol ? symbol : Column("_atom_site_label");
        int x = Column("_atom_site_fract_x"), y = Column("_atom_site_fract_y"), z = Column("_atom_site_fract_z");
        if (new[] { element, x, y, z }.Any(column => column < 0))
            return null;
        List<string> elements = [];
        List<Vector> places = [];
        foreach (var words in lines.Skip(header + columns.Length).TakeWhile(words => words.Length >= columns.Length && words[0][0] is not ('_' or '#')).Take(StructureReader.MostAtoms))
        {
            if (Elements.Find(words[element]) is not { } found || !Value(words[x], out var a) || !Value(words[y], out var b) || !Value(words[z], out var c))
                continue;
            elements.Add(found);
            places.Add(StructureReader.Inside(lattice, new Vector(a, b, c)));
        }

        return elements.Count == 0 ? null : new AtomicStructure([.. elements], [.. places], lattice);

        int Column(string name) => Array.IndexOf(columns, name);
    }

    private static Vector[]? Lattice(string[][] lines)
    {
        var values = new double[6];
        string[] names = ["_cell_length_a", "_cell_length_b", "_cell_length_c", "_cell_angle_alpha", "_cell_angle_beta", "_cell_angle_gamma"];
        for (var i = 0; i < names.Length; i++)
        {
            var line = Array.Find(lines, words => words.Length > 1 && words[0].Equals(names[i], StringComparison.OrdinalIgnoreCase));
            if (line is null || !Value(line[1], out values[i]))
                return null;
        }

        var (alpha, beta, gamma) = (Radians(values[3]), Radians(values[4]), Radians(values[5]));
        var cx = Math.Cos(beta);
        var cy = (Math.Cos(alpha) - (Math.Cos(beta) * Math.Cos(gamma))) / Math.Sin(gamma);
        var cz = Math.Sqrt(Math.Max(0, 1 - (cx * cx) - (cy * cy)));
        return [new(values[0], 0, 0), values[1] * new Vector(Math.Cos(gamma), Math.Sin(gamma), 0), values[2] * new Vector(cx, cy, cz)];
    }

    /// <summary>A number, without the uncertainty in brackets that may follow it.</summary>
    private static bool Value(string word, out double value) => StructureReader.Number(word.Split('(')[0], out value);

    private static double Radians(double degrees) => degrees * Math.PI / 180;
}
