using Longhaul.Runs.Tables;

namespace Longhaul.Tests.Tasks;

/// <summary>Files next to the table, and objects within JSON.</summary>
public sealed class RowFilesTests
{
    [Theory]
    [InlineData("train/{0}/geometry.xyz", "test/{0}/geometry.xyz", "geometry")]
    [InlineData("structures/{0}.cif", "structures/{0}.cif", "cif")]
    public void A_file_that_the_id_names_becomes_a_column_of_paths(string train, string test, string column)
    {
        using var task = TaskFolder.Bare();
        for (var i = 0; i < 40; i++)
            task.With(train.Replace("{0}", $"{i}"), "H 0 0 0\n");
        for (var i = 100; i < 110; i++)
            task.With(test.Replace("{0}", $"{i}"), "H 0 0 0\n");

        var package = task.Read().Require();

        package.Files.ShouldBe([column]);
        package.Images.ShouldBeEmpty();
        Table.Read(package.TrainFile)[column][7].ShouldBe(train.Replace("{0}", "7"));
        Table.Read(package.TestFile)[column][7].ShouldBe(test.Replace("{0}", "107"));
    }

    [Fact]
    public void A_folder_that_lacks_some_of_the_files_gives_no_column()
    {
        using var task = TaskFolder.Bare().With("train/0/geometry.xyz", "H 0 0 0\n").With("test/100/geometry.xyz", "H 0 0 0\n");

        task.Read().Require().Files.ShouldBeEmpty();
    }

    [Fact]
    public void Objects_in_JSON_become_columns_named_by_their_path()
    {
        string Rows(int from, int count, Func<int, string> more) => "[" + string.Join(",", Enumerable.Range(from, count).Select(i =>
            $"{{\"id\": \"t{i}\", \"user\": {{\"age\": {i}, \"place\": {{\"city\": \"c{i % 3}\"}}}}, \"tags\": [\"a\", \"b\"]{more(i)}}}")) + "]";
        using var task = new TaskFolder().With("train.json", Rows(0, 40, i => $", \"late\": 3, \"won\": {(i % 2 == 0 ? "true" : "false")}"))
            .With("test.json", Rows(100, 10, _ => "")).With("sampleSubmission.csv", "id,won\n" + string.Concat(Enumerable.Range(100, 10).Select(i => $"t{i},0.5\n")));

        var package = task.Read().Require();

        var train = Table.Read(package.TrainFile);
        train.Names.ShouldBe(["id", "user.age", "user.place.city", "tags", "late", "won"]);
        train["user.place.city"][4].ShouldBe("c1");
        train["tags"][0].ShouldBe("[\"a\", \"b\"]");
        package.Targets.ShouldBe(["won"]);
    }

    [Fact]
    public void A_text_in_JSON_that_was_cut_within_an_emoji_is_read()
    {
        string Rows(int from, int count, string more) => "[" + string.Join(",", Enumerable.Range(from, count).Select(i => $$"""{"id": "t{{i}}", "text": "so \ud83d\ude00 good \ud83d"{{more}}}""")) + "]";
        using var task = new TaskFolder().With("train.json", Rows(0, 40, ", \"won\": true")).With("test.json", Rows(100, 10, ""))
            .With("sampleSubmission.csv", "id,won\n" + string.Concat(Enumerable.Range(100, 10).Select(i => $"t{i},0.5\n")));

        Table.Read(task.Read().Require().TrainFile)["text"][3].ShouldBe("so 😀 good \ufffd");
    }
}
