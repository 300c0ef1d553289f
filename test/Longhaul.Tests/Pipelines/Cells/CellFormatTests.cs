using Longhaul.Pipelines.Cells;

namespace Longhaul.Tests.Pipelines.Cells;

public sealed class CellFormatTests
{
    [Fact]
    public void Json_gives_numbers_by_path_items_of_short_texts_and_statistics_of_lists()
    {
        var content = Read("json", """{"user": {"age": 31, "vip": true}, "colour": "red", "scores": [1, 2, 6], "parts": [{"w": 2}, {"w": 4}]}""");

        Value(content, "user.age").ShouldBe(31);
        Value(content, "user.vip").ShouldBe(1);
        content.Items.ShouldBe(["colour=red"]);
        Value(content, "scores[]").ShouldBe(3);
        Value(content, "scores[] mean").ShouldBe(3);
        Value(content, "parts[].w greatest").ShouldBe(4);
    }

    [Fact]
    public void Dictionaries_as_Python_prints_them_are_read_like_JSON()
    {
        var content = Read("json", """{'name': 'O\'Hara "x"', 'n': None, 'ok': True, 'v': (1, 2)}""");

        content.Items.ShouldBe(["name=O'Hara \"x\""]);
        Value(content, "ok").ShouldBe(1);
        Value(content, "v[] last").ShouldBe(2);
    }

    [Theory]
    [InlineData("[1, 2, 6]")]
    [InlineData("1 2 6")]
    [InlineData("1|2|6")]
    [InlineData("1;2;6")]
    [InlineData("(1, 2, 6)")]
    [InlineData("(1 2 6)")]
    public void Lists_of_numbers_give_statistics_and_places(string cell)
    {
        var content = Read("list", cell);

        Value(content, "count").ShouldBe(3);
        Value(content, "mean").ShouldBe(3);
        Value(content, "[2]").ShouldBe(6);
    }

    [Fact]
    public void Two_coordinates_in_parentheses_are_two_numbers()
    {
        var content = Read("list", "(40.7, -74.0)");

        Value(content, "[0]").ShouldBe(40.7f);
        Value(content, "[1]").ShouldBe(-74);
        content.Items.ShouldBeEmpty();
    }

    [Fact]
    public void Half_a_character_is_read_as_one_that_is_not_known()
    {
        Read("json", """{"text": "cut \ud83d", "\udc00": "key", "whole": "\ud83d\ude00", "slash": "\\ud83d"}""")
            .Items.ShouldBe(["text=cut \ufffd", "\ufffd=key", "whole=😀", @"slash=\ud83d"]);
        Read("json", """{'text': '\ud83d'}""").Items.ShouldBe(["text=\ufffd"]);
        Read("list", """["\ud83d", "b"]""").Items.ShouldBe(["\ufffd", "b"]);
    }

    [Theory]
    [InlineData("['a', 'b', 'a']")]
    [InlineData("a|b|a")]
    public void Lists_of_texts_give_their_members(string cell)
    {
        var content = Read("list", cell);

        Value(content, "count").ShouldBe(3);
        Value(content, "different").ShouldBe(2);
        content.Items.ShouldBe(["a", "b"]);
    }

    [Fact]
    public void Codes_give_each_letter_by_its_place_and_how_often_it_occurs()
    {
        var content = Read("characters", "BAAD");

        Value(content, "[0]").ShouldBe(1);
        Value(content, "[3]").ShouldBe(3);
        Value(content, "count of A").ShouldBe(2);
        Value(content, "different letters").ShouldBe(3);
    }

    [Fact]
    public void Words_give_their_pieces_their_characters_from_either_end_and_their_numbers()
    {
        var content = Read("spelling", "07-X");

        content.Items.ShouldBe(["0", "7", "-", "x", "^0", "07", "7-", "-x", "x$", "^07", "07-", "7-x", "-x$"]);
        Value(content, "number 1").ShouldBe(7);
        Value(content, "[1]").ShouldBe(7);
        Value(content, "[-1]").ShouldBe(33);
        Value(content, "length").ShouldBe(4);
        content.Numbers.ShouldNotContain(number => number.Name == "[2]");
    }

    [Theory]
    [InlineData("json", "{\"a\": [[[[")]
    [InlineData("json", "not json at all")]
    [InlineData("list", "[1, {'a'")]
    [InlineData("list", "|||")]
    [InlineData("characters", "日本語")]
    [InlineData("spelling", " ")]
    [InlineData("spelling", "日\ud83d")]
    [InlineData("geometry", "lattice_vector 1 2\natom x y z Q\natom 1e999 0 0 H")]
    [InlineData("geometry", "Lattice=\"0 0 0 0 0 0 0 0 0\"\nH 0 0 0\nH 0 0 0")]
    [InlineData("geometry", "_cell_length_a 5\nloop_\n_atom_site_label\n")]
    public void What_can_not_be_read_is_left_out(string step, string cell) => Should.NotThrow(() => Read(step, cell));

    [Fact]
    public void A_cell_yields_a_bounded_number_of_things_however_long_it_is()
    {
        var content = Read("list", string.Join('|', Enumerable.Range(0, 100_000).Select(i => $"x{i}")));

        content.Items.Count.ShouldBeLessThanOrEqualTo(CellContent.Most);
    }

    [Fact]
    public void Each_format_knows_its_cells()
    {
        FormatOf(i => $"{{\"a\": {i}}}").ShouldBe("json");
        FormatOf(i => $"[{i}, 2]").ShouldBe("list");
        FormatOf(i => $"{i} {i + 1} 3.5").ShouldBe("list");
        FormatOf(i => $"g{i % 7}|g{i % 5}|g{i % 3}").ShouldBe("list");
        FormatOf(i => Letters(new Random(i))).ShouldBe("characters");
        FormatOf(i => $"{i * 37 % 100:00}-{i * 7919 % 1000}-X").ShouldBe("spelling");
    }

    [Fact]
    public void Names_sentences_categories_and_keys_are_no_structured_cells()
    {
        FormatOf(i => $"Braund, Mr. Owen {i}").ShouldBeNull();
        FormatOf(i => $"he said, she said, and {i * 17} others, wherever they were, had nothing to add").ShouldBeNull();
        FormatOf(i => i % 2 == 0 ? "red" : "tan").ShouldBeNull();
        FormatOf(i => $"town{i % 15}, state{i % 7}").ShouldBeNull();
        FormatOf(i => new string((char)('A' + (i % 10)), 4)[..2] + (char)('A' + (i % 8)) + (char)('A' + (i % 3))).ShouldBeNull();
        FormatOf(i => $"a{i:x8}").ShouldBeNull();
        FormatOf(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture)).ShouldBeNull();
    }

    private static string Letters(Random random) => string.Concat(Enumerable.Range(0, 10).Select(_ => (char)('A' + random.Next(7))));

    private static string? FormatOf(Func<int, string> cell) => CellFormats.Of([.. Enumerable.Range(0, 150).Select(cell)], areFiles: false)?.Step;

    private static CellContent Read(string step, string cell)
    {
        var content = new CellContent();
        CellFormats.OfStep(step)!.Read(cell, content);
        return content;
    }

    private static float Value(CellContent content, string name) => content.Numbers.Single(number => number.Name == name).Value;
}
