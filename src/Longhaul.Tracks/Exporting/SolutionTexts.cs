using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Longhaul.Execution.Torch;
using Longhaul.Pipelines;
using Longhaul.Pipelines.Decisions;
using Longhaul.Runs.Tasks;
using Longhaul.Search.Events;

namespace Longhaul.Tracks.Exporting;

/// <summary>The texts of an exported solution.</summary>
internal static class SolutionTexts
{
    /// <summary>The start script.</summary>
    public static string Predict(string program, bool needsTorch) => $$"""
        #!/bin/sh
        # Predicts new rows: ./predict new.csv predictions.csv [FOLDER OF IMAGES]
        set -eu
        [ $# -ge 2 ] && [ $# -le 3 ] || { echo "usage: $0 NEW.csv PREDICTIONS.csv [FOLDER that images in the cells are named from; default: NEW.csv's]" >&2; exit 2; }
        here=$(dirname -- "$(readlink -f -- "$0")")
        dotnet=${DOTNET_ROOT:+$DOTNET_ROOT/dotnet}
        [ -x "${dotnet:-}" ] || dotnet=$(command -v dotnet || echo "${HOME:-}/.dotnet/dotnet")
        [ -x "$dotnet" ] || { echo "The .NET 10 runtime is missing: https://dotnet.microsoft.com/download/dotnet/10.0" >&2; exit 3; }
        {{(needsTorch ? Torch : "")}}export OMP_WAIT_POLICY=passive
        exec "$dotnet" "$here/predictor/{{program}}" predict --model "$here" --input "$1" --out "$2" ${3:+--files "$3"}

        """;

    private static readonly string Torch = $$"""
        libtorch=${LIBTORCH:-${XDG_CACHE_HOME:-${HOME:-}/.cache}/longhaul/torch/{{LibTorch.FolderName}}}
        [ -d "$libtorch" ] || { echo "libtorch is missing: set LIBTORCH to the folder of its libraries (Longhaul restores them into ~/.cache/longhaul/torch)" >&2; exit 3; }
        export LD_LIBRARY_PATH="$libtorch${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"

        """;

    /// <summary><c>solution.json</c>.</summary>
    public static string Notes(TaskPackage task) => JsonSerializer.Serialize(new NotesForm(task.Title, task.Submission.Id), SolutionTextsJson.Default.NotesForm) + "\n";

    /// <summary>What a reader finds in an exported solution.</summary>
    /// <param name="pipelines">By member.</param>
    /// <param name="submitted">Whether these very models made the submission.</param>
    public static string ReadMe(TaskPackage task, FrozenDecision decision, IReadOnlyDictionary<string, Pipeline> pipelines, bool submitted, bool needsTorch, string onnx)
    {
        var columns = pipelines.Values.SelectMany(pipeline => pipeline.Columns).DistinctBy(column => column.Key, StringComparer.Ordinal).OrderBy(column => column.Key, StringComparer.Ordinal);
        var members = decision.Blend.Members.Select(number => (Name: FrozenDecision.NameOf(number), Weight: Weight(decision, number)))
            .Select(member => $"| {member.Name} | {pipelines[member.Name].Model.Kind} | {member.Weight} | `members/{member.Name}/pipeline.yaml` |");
        return $$"""
            # {{task.Title}}: the solution

            Predicts new rows without Longhaul. What it needs is the .NET 10 runtime on Linux, and libgomp (`apt-get install libgomp1`){{(needsTorch ? ", and libtorch: set `LIBTORCH` to the folder of its libraries, where they are not in `~/.cache/longhaul/torch`" : "")}}.

            ```sh
            ./predict new.csv predictions.csv
            ```

            `new.csv` has a header and these columns; further ones are ignored, except {{Names(task.Submission.Id, "no id")}}, which is copied:

            | column | used as |
            | --- | --- |
            {{string.Join('\n', columns.Select(column => $"| {column.Key} | {column.Value.ToString().ToLowerInvariant()} |"))}}

            {{(task.Images.Count + task.Files.Count > 0 ? $"Cells of {Names([.. task.Images, .. task.Files], "")} are paths below new.csv's folder, or below a folder given as third argument.\n\n" : "")}}`predictions.csv` gets {{Names([.. decision.Columns.Select(rule => rule.Name)], "")}}.

            In C#, with a reference to `predictor/Longhaul.Trainer.dll`:

            ```csharp
            using Longhaul.Runs.Tables;
            using Longhaul.Trainer.Solutions;

            using var solution = Solution.Load("this-folder");
            Table predictions = solution.Predict("new.csv");
            ```

            ## What is in here
            | member | model | weight | pipeline |
            | --- | --- | --- | --- |
            {{string.Join('\n', members)}}

            - `members/`: each member's pipeline, how new rows are read (`schema.json`), and what was learnt (`model.state`). Each was fitted on all labelled rows{{Sampled(pipelines)}}.
            - `decision.json`: weights, calibration, thresholds: how raw predictions become the submission's.
            - `submission/`: {{(submitted ? "what these models predict for the task's test rows." : "the submission of the run. It was made before these models were fitted (by those of the folds), so its cells differ a little from what they predict.")}}
            - `report/`: how it came about and how good it is.
            - `predictor/`: the program.

            {{onnx}}

            ## Licence
            The program is Longhaul's trainer (MIT), with LightGBM (MIT), Math.NET Numerics (MIT), Apache Arrow (Apache 2.0), SkiaSharp (MIT), YamlDotNet (MIT), Sylvan.Data.Csv (MIT).
            The models are made from the task's data: {{(task.License is { } license ? $"{license}." : "their licence is not stated.")}}{{(task.Source is { } source ? $" Source: {source}." : "")}}

            """;
    }

    // validation.rows of a pipeline holds for its last fit too.
    private static string Sampled(IReadOnlyDictionary<string, Pipeline> pipelines)
    {
        string[] sampled = [.. pipelines.Where(member => member.Value.Rows < 1).Select(member => string.Create(CultureInfo.InvariantCulture, $"{member.Key} on {member.Value.Rows:0.##%} of them"))];
        return sampled.Length == 0 ? "" : $", but {string.Join(", ", sampled)}, as its pipeline says";
    }

    /// <summary>What a reader finds where the champion is a program of a person's.</summary>
    public static string ReadMeOfCode(TaskPackage task, IReadOnlyList<CandidateProposed> programs) => $$"""
        # {{task.Title}}: the solution

        The champion is a program by the candidate contract: it learns and predicts in one call. In a folder of its own it finds `data/train.csv` (labelled rows), `data/test.csv`
        and `data/sample_submission.csv` (rows to predict), and writes `predictions.csv` in the form of the sample. To run it again, put your data there and type:

        {{string.Join("\n", programs.Select(program => $"```sh\ncd code/c{program.Candidate} && {(program.Command.Count > 0 ? string.Join(' ', program.Command.Select(Quoted)) : "longhaul run TASK --pipeline pipeline.yaml")}\n```"))}}

        - `code/`: the program's files.
        - `submission/`: what it predicted for the task's test rows.
        - `report/`: how it came about and how good it is.

        There is no ONNX file: it holds models of pipelines alone.

        The data: {{task.License ?? "licence not stated"}}.

        """;

    /// <summary>What there is of ONNX.</summary>
    /// <param name="members">Each member's name, and why it has no file; null: it has one.</param>
    public static string Onnx(IReadOnlyList<(string Member, string? Reason)> members)
    {
        var files = members.Where(member => member.Reason is null).Select(member => $"`members/{member.Member}/model.onnx`").ToList();
        var without = members.Where(member => member.Reason is not null).Select(member => $"{member.Member} ({member.Reason})").ToList();
        var text = "## ONNX\n";
        if (files.Count > 0)
        {
            text += $"{string.Join(", ", files)}: for any ONNX runtime. Each takes the member's columns as inputs of their own names, `[rows, 1]`: numbers as float, NaN where a cell is empty; "
                + "categories as string, an empty one where a cell is empty (a number that is used as a category in its shortest form). Its output `predictions`, float `[rows, outputs]`, holds raw predictions: "
                + "a value per number, the second class's probability of two classes, else a probability per class. What `decision.json` makes of them is not in it.\n";
        }

        return without.Count == 0 ? text : $"{text}\nThere is no ONNX file of {string.Join(", ", without)}.\n";
    }

    private static string Weight(FrozenDecision decision, int member) =>
        decision.Blend.Targets.Average(target => target.Members.Where(part => part.Candidate == member).Sum(part => part.Weight)).ToString("0.###", CultureInfo.InvariantCulture);

    private static string Names(IReadOnlyList<string> names, string none) => names.Count == 0 ? none : string.Join(", ", names.Select(name => $"`{name}`"));

    private static string Quoted(string word) => word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || "-_./=:,+@".Contains(c)) ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}

/// <summary>The trainer reads this as its own <c>SolutionNotes</c>.</summary>
internal sealed record NotesForm(string Task, IReadOnlyList<string> Id);

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(NotesForm))]
internal sealed partial class SolutionTextsJson : JsonSerializerContext;
