using Longhaul.Runs.Tables;
using Longhaul.Runs.Tasks.Inference;

namespace Longhaul.Runs.Tasks.Sources;

/// <summary>
/// A task's tables after what its files lack was made from what they have: labels joined with the features of another file, a test table from the
/// sample's ids, the id that only the sample has, paths of images that are named by an id, a test table without the labels it shouldn't have, numbers without what stands around them.
/// </summary>
internal sealed class DerivedTables
{
    private readonly TaskFiles _files;
    private readonly AnswerBook _book;
    private readonly List<(string Path, string Recipe, Action<string> Write)> _written = [];

    private DerivedTables(TaskFiles files, TaskTables tables, AnswerBook book)
    {
        (_files, _book, Tables) = (files, book, tables);
        TestFile = files.Test ?? "test.csv";
    }

    /// <summary>The tables as they are to be used.</summary>
    public TaskTables Tables { get; private set; }

    /// <summary>The test table's file, relative to the public folder.</summary>
    public string TestFile { get; }

    /// <summary>Labels that stood in test, to grade with; null where there are none.</summary>
    public Table? Answers { get; private set; }

    /// <summary>Files to be written anew: see <see cref="FolderView.Written"/>.</summary>
    public IReadOnlyList<(string Path, string Recipe, Action<string> Write)> Written => _written;

    /// <summary>The tables of a folder.</summary>
    public static DerivedTables Of(TaskFiles files, AnswerBook book)
    {
        var derived = new DerivedTables(files, new TaskTables(files.At(files.Train), files.At(files.Test ?? files.Sample), files.At(files.Sample), null), book);
        if (files.Test is null)
            derived.TakeTestFromSample();
        derived.JoinLabels();
        return derived;
    }

    /// <summary>Takes care of prediction columns that test shouldn't hold, and of an id that it should.</summary>
    public void FitTest(IReadOnlyList<string> ids, IReadOnlyList<string> predictions, IReadOnlyList<string> targets, bool canGrade)
    {
        string[] labels = [.. predictions.Concat(targets).Distinct(StringComparer.Ordinal).Where(Tables.Test.Has)];
        if (labels.Length > 0)
            TakeOutLabels(labels, ids, canGrade);
        if (ids.FirstOrDefault(id => !Tables.Test.Has(id) && Tables.Sample.Has(id)) is { } missing && Tables.Test.RowCount == Tables.Sample.RowCount)
        {
            _book.Infer($"id: {missing} (only the sample submission has it; its rows are those of test, in order)");
            Test(new Table([Tables.Sample[missing], .. Tables.Test.Columns]), $"with {missing} of the sample");
        }
    }

    /// <summary>Column → how its numbers stand in the given files, where that isn't plainly.</summary>
    public IReadOnlyDictionary<string, NumberForm> NumberForms { get; private set; } = NumberForm.None;

    /// <summary>Writes numbers plainly that stand in another form in train and test (<see cref="PlainNumbers"/>).</summary>
    /// <param name="except">Columns that keep their text: ids, paths.</param>
    /// <param name="answers">The table of the answers; null where there is none.</param>
    public void ReadNumbers(IReadOnlyList<string> except, IReadOnlyList<string> targets, string? answers)
    {
        var numbers = PlainNumbers.Find(Tables, except, targets, target => (Answers ?? (answers is null ? null : Table.Read(answers)))?.Find(target));
        if (numbers.Forms.Count == 0)
            return;
        NumberForms = numbers.Forms;
        foreach (var line in numbers.Describe(Tables.Train))
            _book.Infer(line);
        Train(numbers.Of(Tables.Train), numbers.Recipe);
        Test(numbers.Of(Tables.Test), numbers.Recipe);
        if (Tables.Sample.Columns.Any(column => numbers.Forms.ContainsKey(column.Name) && !column.IsNumeric))
            Sample(numbers.Of(Tables.Sample), numbers.Recipe);
    }

    /// <summary>Adds a column of image paths where an id names the images and no column holds their paths; returns the column's name.</summary>
    public string? AddImagePaths(IReadOnlyList<string> ids)
    {
        foreach (var id in ids.Where(id => Tables.Train.Has(id) && Tables.Test.Has(id)))
        {
            var (train, test) = (ImageFiles.Find(_files.Public, Tables.Train[id], "train"), ImageFiles.Find(_files.Public, Tables.Test[id], "test"));
            if (train is null || test is null)
                continue;
            var name = Tables.Train.Has("image") || Tables.Test.Has("image") ? "image_path" : "image";
            _book.Infer($"images: a new column {name} ({train.Prefix}…{train.Suffix}, named by {id})");
            Train(new Table([.. Tables.Train.Columns, train.Paths(Tables.Train[id], name)]), $"with {name}");
            Test(new Table([.. Tables.Test.Columns, test.Paths(Tables.Test[id], name)]), $"with {name}");
            return name;
        }

        return null;
    }

    /// <summary>Adds a column of paths where an id names a file of each row (<c>train/17/geometry.xyz</c>, <c>cells/17.cif</c>); returns the column's name.</summary>
    public string? AddFilePaths(IReadOnlyList<string> ids)
    {
        foreach (var id in ids.Where(id => Tables.Train.Has(id) && Tables.Test.Has(id)))
        {
            var (train, test) = (RowFiles.Find(_files.Public, Tables.Train[id], "train"), RowFiles.Find(_files.Public, Tables.Test[id], "test"));
            if (train is null || test is null)
                continue;
            var name = new[] { train.Name, $"{train.Name}_file" }.First(name => !Tables.Train.Has(name) && !Tables.Test.Has(name));
            _book.Infer($"files: a new column {name} ({train.Describe()}, named by {id})");
            Train(new Table([.. Tables.Train.Columns, train.Paths(Tables.Train[id], name)]), $"with {name}");
            Test(new Table([.. Tables.Test.Columns, test.Paths(Tables.Test[id], name)]), $"with {name}");
            return name;
        }

        return null;
    }

    private void JoinLabels()
    {
        if (LabelJoin.Find(_files) is not { } join || join.Join(Table.Read(_files.At(join.Features)), Tables.Train) is not { } joined)
            return;
        _book.Infer($"train: the rows of {_files.Train} with what {join.Features} has of them, by {join.Key}");
        Train(joined, $"with {join.Features}");
    }

    private void TakeTestFromSample()
    {
        var id = Tables.Sample.Columns[0].Name;
        _book.Infer($"test: the rows of {_files.Sample}, by {id} (there is no test file)");
        Test(Tables.Sample.Select(id), "ids of the sample");
    }

    private void TakeOutLabels(string[] labels, IReadOnlyList<string> ids, bool canGrade)
    {
        var test = Tables.Test;
        var names = string.Join(", ", labels);
        var hasValues = labels.Any(label => Enumerable.Range(0, test.RowCount).Any(row => !test[label].IsMissing(row)));
        if (hasValues)
        {
            _book.Warn($"{TestFile} holds {names}, which is to be predicted.");
            canGrade &= ids.All(test.Has);
            var choice = _book.AskToHide(TestFile, $"{TestFile} holds {names}, which is to be predicted.", canGrade);
            if (choice == "keep")
                return;
            if (choice == "answers")
                Answers = test.Select([.. ids, .. labels]);
        }

        Test(test.Select(test.Names.Except(labels, StringComparer.Ordinal)), $"without {names}");
    }

    private void Train(Table table, string recipe)
    {
        Tables = Tables.With(train: table);
        Write(_files.Train, table, recipe);
    }

    private void Test(Table table, string recipe)
    {
        Tables = Tables.With(test: table);
        Write(TestFile, table, recipe);
    }

    private void Sample(Table table, string recipe)
    {
        Tables = Tables.With(sample: table);
        Write(_files.Sample, table, recipe);
    }

    private void Write(string file, Table table, string recipe)
    {
        var earlier = _written.Find(known => known.Path == file).Recipe;
        _written.RemoveAll(known => known.Path == file);
        _written.Add((file, earlier is null ? recipe : $"{earlier}, {recipe}", path => TableWriter.Write(path, table)));
    }
}
