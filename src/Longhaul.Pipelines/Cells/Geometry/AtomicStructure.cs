namespace Longhaul.Pipelines.Cells.Geometry;

/// <summary>Atoms in space.</summary>
/// <param name="Elements">The element of each atom.</param>
/// <param name="Places">Each atom's place in Å.</param>
/// <param name="Lattice">The three vectors of the cell that repeats, in Å; null for a molecule.</param>
internal sealed record AtomicStructure(string[] Elements, Vector[] Places, Vector[]? Lattice)
{
    /// <summary>The cell's volume in Å³; NaN for a molecule.</summary>
    public double Volume => Lattice is null ? double.NaN : Math.Abs(Lattice[0].Dot(Lattice[1].Cross(Lattice[2])));
}

/// <summary>A vector in space.</summary>
internal readonly record struct Vector(double X, double Y, double Z)
{
    public double Length => Math.Sqrt(Dot(this));

    public static Vector operator +(Vector a, Vector b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    public static Vector operator -(Vector a, Vector b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);

    public static Vector operator *(double factor, Vector a) => new(factor * a.X, factor * a.Y, factor * a.Z);

    public double Dot(Vector other) => (X * other.X) + (Y * other.Y) + (Z * other.Z);

    public Vector Cross(Vector other) => new((Y * other.Z) - (Z * other.Y), (Z * other.X) - (X * other.Z), (X * other.Y) - (Y * other.X));
}
