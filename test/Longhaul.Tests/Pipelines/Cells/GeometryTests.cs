using Longhaul.Pipelines.Cells;

namespace Longhaul.Tests.Pipelines.Cells;

/// <summary>Known structures: what a crystallographer would say of them.</summary>
public sealed class GeometryTests
{
    private const string RockSalt = """
        # NaCl, a = 5.64 Å, conventional cell
        lattice_vector 5.64 0 0
        lattice_vector 0 5.64 0
        lattice_vector 0 0 5.64
        atom 0 0 0 Na
        atom 2.82 2.82 0 Na
        atom 2.82 0 2.82 Na
        atom 0 2.82 2.82 Na
        atom 2.82 0 0 Cl
        atom 0 2.82 0 Cl
        atom 0 0 2.82 Cl
        atom 2.82 2.82 2.82 Cl
        """;

    [Fact]
    public void Rock_salt_has_six_bonds_at_every_atom_across_the_borders_of_its_cell()
    {
        var salt = Read(RockSalt);

        salt["atoms"].ShouldBe(8);
        salt["volume"].ShouldBe(179.406f, 0.001f);
        salt["Na with 6 bonds"].ShouldBe(0.5f);
        salt["Cl with 6 bonds"].ShouldBe(0.5f);
        salt["Cl6-Na6 per atom"].ShouldBe(3);
        salt["Cl-Na bond mean"].ShouldBe(2.82f, 1e-5f);
        salt["Na-Na nearest"].ShouldBe(2.82f * MathF.Sqrt(2), 1e-5f);
    }

    [Fact]
    public void One_structure_gives_the_same_in_every_way_of_writing_it()
    {
        const string extended = """
            8
            Lattice="5.64 0 0 0 5.64 0 0 0 5.64" Properties=species:S:1:pos:R:3
            Na 0 0 0
            Na 2.82 2.82 0
            Na 2.82 0 2.82
            Na 0 2.82 2.82
            Cl 2.82 0 0
            Cl 0 2.82 0
            Cl 0 0 2.82
            Cl 2.82 2.82 2.82
            """;
        const string cif = """
            data_salt
            _cell_length_a 5.64(1)
            _cell_length_b 5.64
            _cell_length_c 5.64
            _cell_angle_alpha 90
            _cell_angle_beta 90
            _cell_angle_gamma 90
            loop_
            _atom_site_label
            _atom_site_fract_x
            _atom_site_fract_y
            _atom_site_fract_z
            Na1 0 0 0
            Na2 0.5 0.5 0
            Na3 0.5 0 0.5
            Na4 0 0.5 0.5
            Cl1 0.5 0 0
            Cl2 0 0.5 0
            Cl3 0 0 0.5
            Cl4 0.5 0.5 0.5
            """;
        var aims = Read(RockSalt);

        foreach (var other in new[] { Read(extended), Read(cif) })
        {
            other.Keys.Order().ShouldBe(aims.Keys.Order());
            foreach (var (name, value) in aims)
                other[name].ShouldBe(value, 1e-4f, name);
        }
    }

    [Fact]
    public void A_molecule_needs_no_cell()
    {
        var water = Read("3\nwater\nO 0 0 0.117\nH 0 0.757 -0.469\nH 0 -0.757 -0.469\n");

        water["share of H"].ShouldBe(2f / 3);
        water["O with 2 bonds"].ShouldBe(1f / 3);
        water["H-O bond mean"].ShouldBe(0.957f, 0.001f);
        water.ShouldNotContainKey("volume");
    }

    [Fact]
    public void Moving_all_atoms_together_changes_nothing()
    {
        var moved = string.Join('\n', RockSalt.Split('\n').Select(line => line.StartsWith("atom", StringComparison.Ordinal)
            ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"atom {double.Parse(line.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture) + 1.7} {line.Split(' ')[2]} {line.Split(' ')[3]} {line.Split(' ')[4]}")
            : line));

        var (here, there) = (Read(RockSalt), Read(moved));

        foreach (var (name, value) in here)
            there[name].ShouldBe(value, 1e-4f, name);
    }

    private static Dictionary<string, float> Read(string text)
    {
        var content = new CellContent();
        CellFormats.OfStep("geometry")!.Read(text, content);
        return content.Numbers.ToDictionary(number => number.Name, number => number.Value);
    }
}
