namespace Longhaul.EndToEnd.BadInput;

/// <summary>What a person may type that makes no sense.</summary>
public sealed class BadUsageTests : BadInputTests
{
    public static TheoryData<string, string> Lines => new()
    {
        { "rnu", "rnu" },
        { "run", "TASK" },
        { "run PENGUINS --budget 5x", "--budget 5x" },
        { "run PENGUINS --budget 0s", "--budget 0s" },
        { "run PENGUINS --budget -5m", "--budget" },
        { "run PENGUINS --deadline yesterday", "--deadline yesterday" },
        { "run PENGUINS --deadline 2020-01-01", "over already" },
        { "run PENGUINS --max-experiments 0", "--max-experiments 0" },
        { "run PENGUINS --seed x", "--seed x" },
        { "run PENGUINS --workers 0", "--workers 0" },
        { "run PENGUINS --pipeline nothing.yaml", "nothing.yaml" },
        { "tree nothing --diff c1", "--diff" },
        { "run PENGUINS --gpus many", "--gpus many" },
        { "run PENGUINS --policy clever", "clever" },
        { "run PENGUINS --sandbox some", "some" },
        { "run PENGUINS --executor slurm", "slurm" },
        { "run PENGUINS --model nobody:gpt", "there is no such provider" },
        { "run PENGUINS --python /no/python", "/no/python" },
        { "run PENGUINS --like nothing", "nothing" },
        { "run PENGUINS --answer metric", "KEY=VALUE" },
        { "resume nothing", "no such run" },
        { "shell nothing", "no such run" },
        { "verify nothing", "no such run" },
        { "show .", "this is no run" },
        { "extend nothing", "--budget" },
        { "log nothing --lines -1", "--lines -1" },
        { "bench .", "no task package" },
        { "bench nowhere", "no such folder" },
        { "grade PENGUINS nothing.csv", "nothing.csv" },
        { "try PENGUINS", "COMMAND" },
        { "task check nowhere", "no such task" },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public Task What_makes_no_sense_is_named(string line, string says) =>
        RefusesCommandAsync(2, [.. line.Split(' ').Select(word => word == "PENGUINS" ? LonghaulProgram.Task("penguins") : word)], says);

    [Fact]
    public Task A_folder_that_holds_something_is_left_alone()
    {
        File.WriteAllText(Folder.At("mine.txt"), "mine");
        return RefusesCommandAsync(2, ["run", LonghaulProgram.Task("penguins"), "--out", "."], "there already");
    }

    [Fact]
    public async Task A_submission_that_fits_nothing_is_told_column_row_and_id()
    {
        var lines = File.ReadAllLines(Path.Combine(LonghaulProgram.Task("penguins"), "public", "sample_submission.csv"));
        File.WriteAllLines(Folder.At("s.csv"), [.. lines[..3], .. lines[4..], "77,Adelie"]);

        var outcome = await LonghaulProgram.RunAsync(Folder.Path, "grade", LonghaulProgram.Task("penguins"), "s.csv");

        outcome.ShouldEndWith(2).Error.ShouldContain("77");
        outcome.Error.ShouldContain("1000002");
    }
}
