using System.IO.Compression;
using Longhaul.Runs.Folder;
using Longhaul.Runs.Tables;
using Longhaul.Runs.Tasks;

namespace Longhaul.Tests.Tasks;

public sealed class BareFolderTests
{
    [Theory]
    [InlineData("train.csv", "test.csv", "sampleSubmission.csv")]
    [InlineData("Train.CSV", "TEST.csv", "Sample_Submission.csv")]
    [InlineData("training.csv", "testing.csv", "sample_submission_v2.csv")]
    [InlineData("en_train.csv", "en_test_2.csv", "en_sample_submission_2.csv")]
    [InlineData("train_data.csv", "test_features.csv", "submission_format.csv")]
    [InlineData("train.tsv", "test.tsv", "gender_submission.csv")]
    public void Files_are_found_by_the_names_that_competitions_give_them(string train, string test, string sample)
    {
        using var task = new TaskFolder().With(train, Separated(TaskFolder.Train, train)).With(test, Separated(TaskFolder.Test, test)).With(sample, TaskFolder.Sample);

        var package = task.Read().Require();

        Path.GetFileName(package.TrainFile).ShouldBe(train);
        Path.GetFileName(package.TestFile).ShouldBe(test);
        Path.GetFileName(package.SampleFile).ShouldBe(sample);
        package.Targets.ShouldBe(["income"]);
        package.Submission.Id.ShouldBe(["id"]);
        package.PublicFolder.ShouldBe(task.Path);
    }

    [Fact]
    public void A_zip_is_unpacked_once_and_read()
    {
        using var task = TaskFolder.Bare();
        ZipFile.CreateFromDirectory(task.Path, task.Beside("My Task.zip"));

        var package = task.ReadAt(task.Beside("My Task.zip")).Require();
        var again = task.ReadAt(task.Beside("My Task.zip")).Require();

        package.Id.ShouldBe("my-task");
        package.Targets.ShouldBe(["income"]);
        again.TrainFile.ShouldBe(package.TrainFile);
    }

    [Fact]
    public void Zipped_members_are_unpacked_into_a_copy_and_the_folder_stays_as_it_is()
    {
        using var task = new TaskFolder().With("sample_submission.csv", TaskFolder.Sample);
        Zipped(task.At("train.csv.zip"), ("train.csv", TaskFolder.Train));
        using (var gzip = new GZipStream(File.Create(task.At("test.csv.gz")), CompressionLevel.Fastest))
            gzip.Write(System.Text.Encoding.UTF8.GetBytes(TaskFolder.Test));

        var package = task.Read().Require();

        package.PublicFolder.ShouldNotBe(task.Path);
        Directory.GetFiles(package.PublicFolder).Select(Path.GetFileName).Order().ShouldBe(["sample_submission.csv", "test.csv", "train.csv"]);
        Directory.GetFiles(task.Path).Select(Path.GetFileName).Order().ShouldBe(["sample_submission.csv", "test.csv.gz", "train.csv.zip"]);
        Table.Read(package.TrainFile).RowCount.ShouldBe(40);
    }

    [Fact]
    public void A_hostile_zip_is_refused_and_leaves_nothing()
    {
        using var task = TaskFolder.Bare();
        Zipped(task.Beside("evil.zip"), ("train.csv", TaskFolder.Train), ("../escaped.csv", "x"));

        Should.Throw<Runs.Files.ArchiveException>(() => task.ReadAt(task.Beside("evil.zip"))).Message.ShouldContain("outside the folder");
        Directory.GetFileSystemEntries(task.Beside("cache")).ShouldBeEmpty();
    }

    [Fact]
    public void Without_a_sample_or_any_table_the_message_says_what_is_there()
    {
        using var task = TaskFolder.Bare().Without("sample_submission.csv");
        task.Refusal().ShouldBe("small: there is no file for a sample submission (sample_submission.csv); here are test.csv, train.csv. It shows which rows and columns to predict.");
        task.Without("train.csv").Without("test.csv").With("notes.md", "x");
        task.Refusal().ShouldContain("there are no tables here");
        Should.Throw<TaskPackageException>(() => task.ReadAt(task.At("nothing"))).Message.ShouldEndWith("there is no such file or folder.");
        Should.Throw<TaskPackageException>(() => task.ReadAt(task.At("notes.md"))).Message.ShouldContain("Point to the folder");
    }

    [Fact]
    public void When_names_do_not_tell_the_file_is_asked_for()
    {
        using var task = TaskFolder.Bare().Without("train.csv").With("train_a.csv", TaskFolder.Train).With("train_b.csv", TaskFolder.Train);

        var reading = task.Read();

        reading.Package.ShouldBeNull();
        var question = reading.Questions.ShouldHaveSingleItem();
        question.Key.ShouldBe("train");
        question.Options.ShouldBe(["train_a.csv", "train_b.csv"]);
        Should.Throw<Runs.UserErrorException>(() => reading.Require()).Message.ShouldContain("train: Which of these files");
        task.Read(("train", "train_b.csv")).Require().TrainFile.ShouldEndWith("train_b.csv");
        Should.Throw<TaskPackageException>(() => task.Read(("train", "train_c.csv"))).Message.ShouldContain("Did you mean 'train_a.csv'?");
    }

    [Fact]
    public void Several_candidates_for_the_target_are_a_question_with_a_default()
    {
        using var task = TaskFolder.Bare()
            .With("train.csv", TaskFolder.Train.Replace("\n", ",x\n").Replace("income,x", "casual,registered"))
            .With("sample_submission.csv", TaskFolder.Sample.Replace("income", "prediction"));

        var reading = task.Read();

        reading.Questions.Single().Options.ShouldBe(["casual", "registered"]);
        reading.Package!.Targets.ShouldBe(["registered"]);
        task.Read(("target", "casual")).Package!.Targets.ShouldBe(["casual"]);
        task.Read(("target", "casual")).Questions.ShouldBeEmpty();
    }

    [Fact]
    public void A_target_under_another_name_in_the_sample_is_the_column_that_test_lacks()
    {
        using var task = TaskFolder.Bare().With("sample_submission.csv", TaskFolder.Sample.Replace("income", "Predicted"));

        var package = task.Read().Require();

        package.Targets.ShouldBe(["income"]);
        package.Submission.Columns.ShouldBe(["Predicted"]);
        package.Inferred.ShouldContain("target: income (the only column of train that test lacks)");
    }

    [Fact]
    public void Labels_or_fractions_in_the_sample_tell_accuracy_from_roc_auc()
    {
        using var task = TaskFolder.Bare();
        task.Read().Require().Metric.Name.ShouldBe("accuracy");
        task.With("sample_submission.csv", TaskFolder.Sample.Replace(",0\n", ",0.5\n"));
        task.Read().Require().Metric.Name.ShouldBe("roc_auc");
        task.Read(("metric", "brier")).Require().Metric.Name.ShouldBe("brier");
        Should.Throw<Runs.UserErrorException>(() => task.Read(("metric", "auc"))).Message.ShouldContain("'auc' is no answer to 'metric'");
    }

    [Fact]
    public void Rows_without_any_id_compare_by_order()
    {
        using var task = new TaskFolder()
            .With("train.csv", TaskFolder.Train).With("test.csv", TaskFolder.Test)
            .With("sample_submission.csv", "income\n" + string.Concat(Enumerable.Repeat("0\n", 10)));

        var package = task.Read().Require();

        package.Submission.Id.ShouldBeEmpty();
        package.Submission.Columns.ShouldBe(["income"]);
        package.Notes.ShouldContain("the submission has no ids: its rows compare by order");
    }

    [Fact]
    public void Several_columns_may_make_the_id()
    {
        using var task = new TaskFolder()
            .With("train.csv", "day,shop,x,sales\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i / 4},{i % 4},{i},{i * 1.5}\n")))
            .With("test.csv", "day,shop,x\n" + string.Concat(Enumerable.Range(40, 8).Select(i => $"{i / 4},{i % 4},{i}\n")))
            .With("sample_submission.csv", "day,shop,sales\n" + string.Concat(Enumerable.Range(40, 8).Select(i => $"{i / 4},{i % 4},0\n")));

        var package = task.Read().Require();

        package.Submission.Id.ShouldBe(["day", "shop"]);
        package.Targets.ShouldBe(["sales"]);
        package.Metric.Name.ShouldBe("rmse");
        package.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void An_id_that_only_the_sample_has_is_given_to_test_in_order()
    {
        using var task = TaskFolder.Bare().With("test.csv", string.Join('\n', TaskFolder.Test.Split('\n').Select(line => line[(line.IndexOf(',') + 1)..])));

        var package = task.Read().Require();

        package.Submission.Id.ShouldBe(["id"]);
        Table.Read(package.TestFile)["id"][9].ShouldBe("109");
        Table.Read(package.TestFile)["age"].Count.ShouldBe(10);
        package.Inferred.ShouldContain(line => line.StartsWith("id: id (only the sample submission has it", StringComparison.Ordinal));
    }

    [Fact]
    public void Rows_that_the_sample_asks_for_and_test_lacks_are_refused()
    {
        using var task = TaskFolder.Bare().With("sample_submission.csv", TaskFolder.Sample.Replace("109,", "110,"));
        task.Refusal().ShouldBe("sample_submission.csv: it asks for rows that test.csv doesn't have: 1 id in sample_submission.csv alone (the first: '110'), 1 id in test.csv alone (the first: '109').");
        task.With("sample_submission.csv", "income\n" + string.Concat(Enumerable.Repeat("0\n", 11)));
        task.Refusal().ShouldBe("sample_submission.csv: sample_submission.csv has 11 rows, test.csv 10; without ids they must be the same rows, in the same order.");
    }

    [Fact]
    public void Rows_that_the_sample_does_not_ask_for_and_repeated_ids_are_warned_of()
    {
        using var task = TaskFolder.Bare().With("sample_submission.csv", TaskFolder.Sample.Replace("109,0\n", ""));
        task.Read().Require().Warnings.ShouldHaveSingleItem()
            .ShouldBe("sample_submission.csv doesn't ask for all rows of test.csv: 1 id in test.csv alone (the first: '109'). The submission will hold the 9 rows of sample_submission.csv.");
        task.With("test.csv", TaskFolder.Test.Replace("109,", "108,")).With("sample_submission.csv", TaskFolder.Sample.Replace("109,", "108,"));
        task.Read().Require().Warnings.ShouldHaveSingleItem().ShouldContain("the id '108' stands in several rows of test.csv");
    }

    [Fact]
    public void Tables_with_semicolons_in_Latin1_work_and_are_noted()
    {
        using var task = TaskFolder.Bare()
            .With("test.csv", System.Text.Encoding.Latin1.GetBytes(TaskFolder.Test.Replace(',', ';').Replace("a\n", "ä\n")));

        task.Read().Require().Notes.ShouldBe(["test.csv: the text is not UTF-8 and was read as windows-1252", "test.csv: cells are separated by semicolons"]);
    }

    [Fact]
    public void Labels_in_a_file_of_their_own_are_joined_with_the_features()
    {
        string[] rows = TaskFolder.Train.TrimEnd().Split('\n');
        using var task = TaskFolder.Bare().Without("train.csv")
            .With("train_values.csv", string.Concat(rows.Take(1).Concat(rows.Skip(1).Reverse()).Select(row => row[..row.LastIndexOf(',')] + "\n")))
            .With("train_labels.csv", string.Concat(rows.Take(21).Select(row => $"{row.Split(',')[0]},{row.Split(',')[3]}\n")));

        var package = task.Read().Require();

        package.Targets.ShouldBe(["income"]);
        package.Inferred.ShouldContain("train: the rows of train_labels.csv with what train_values.csv has of them, by id");
        var train = Table.Read(package.TrainFile);
        train.Names.ShouldBe(["id", "age", "job", "income"]);
        Enumerable.Range(0, train.RowCount).Select(row => string.Join(',', train.Columns.Select(column => column[row]))).ShouldBe(rows[1..21]);
    }

    [Fact]
    public void Numbers_in_another_form_are_written_plainly()
    {
        string Rows(int from, int count, string label) => string.Concat(Enumerable.Range(from, count).Select(i => $"{i},\"$1,{i + 100}.50\",{i}%,{(i % 20 == 0 ? "-" : $"{i} kg")},{i} {"ab"[i % 2]}{(label.Length > 0 ? $",\"2,{i + 100}\"" : "")}\n"));
        using var task = new TaskFolder().With("train.csv", "id,price,share,weight,code,cost\n" + Rows(0, 40, "cost")).With("test.csv", "id,price,share,weight,code\n" + Rows(100, 10, ""))
            .With("sample_submission.csv", TaskFolder.Sample.Replace("income", "cost"));

        var package = task.Read().Require();

        var train = Table.Read(package.TrainFile);
        train.Names.Select(name => train[name][21]).ShouldBe(["21", "1121.5", "21", "21", "21 b", "2121"]);
        train["weight"][20].ShouldBe("");
        Table.Read(package.TestFile)["price"][3].ShouldBe("1203.5");
        package.Inferred.ShouldContain("numbers: price ($1,100.50 is 1100.5)");
        package.NumberForms.Keys.ShouldBe(["price", "share", "weight", "cost"], ignoreOrder: true);
        package.Metric.Name.ShouldBe("rmse");
    }

    [Fact]
    public void Durations_are_features_in_minutes_and_never_a_target()
    {
        string Rows(int from, int count, bool labels) => string.Concat(Enumerable.Range(from, count).Select(i => $"{i},{i % 20}h{(i % 3 == 0 ? "" : " 5m")}{(labels ? $",{i}h{(i % 3 == 0 ? "" : " 5m")}" : "")}\n"));
        using var task = new TaskFolder().With("train.csv", "id,flight,income\n" + Rows(0, 40, labels: true)).With("test.csv", "id,flight\n" + Rows(100, 10, labels: false)).With("sample_submission.csv", TaskFolder.Sample);

        var package = task.Read().Require();

        Table.Read(package.TrainFile)["flight"][22].ShouldBe("125");
        Table.Read(package.TrainFile)["income"][22].ShouldBe("22h 5m");
        package.Inferred.ShouldContain("numbers: flight (0h is 0 minutes)");
    }

    [Fact]
    public void Decimal_commas_in_files_with_semicolons_are_numbers()
    {
        string Rows(int from, int count, bool labels) => string.Concat(Enumerable.Range(from, count).Select(i => $"{i};{i},125{(labels ? $";{i},5" : "")}\n"));
        using var task = new TaskFolder().With("train.csv", "id;x;y\n" + Rows(0, 40, true)).With("test.csv", "id;x\n" + Rows(100, 10, false)).With("sample_submission.csv", TaskFolder.Sample.Replace("id,income", "id;y").Replace(",0\n", ";0,0\n"));

        var package = task.Read().Require();

        Table.Read(package.SampleFile)["y"][0].ShouldBe("0");
        package.Metric.Name.ShouldBe("rmse");
        Table.Read(package.TrainFile)["y"][7].ShouldBe("7.5");
        Table.Read(package.TestFile)["x"][0].ShouldBe("100.125");
    }

    [Fact]
    public void An_id_of_dates_orders_the_rows()
    {
        string Day(int i) => new DateTime(2020, 1, 1).AddDays(i).ToString("yyyy-MM-dd");
        using var task = new TaskFolder().With("train.csv", "date,sales\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{Day(i)},{i * 1.5}\n")))
            .With("test.csv", "date\n" + string.Concat(Enumerable.Range(60, 10).Select(i => $"{Day(i)}\n"))).With("sample_submission.csv", "date,sales\n" + string.Concat(Enumerable.Range(60, 10).Select(i => $"{Day(i)},0\n")));

        var package = task.Read().Require();

        package.Split.ShouldBe(SplitKind.Time);
        package.TimeColumn.ShouldBe("date");
        package.Warnings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("# Evaluation\nRoot-Mean-Squared-Logarithmic-Error.", "rmsle")]
    [InlineData("## Metric\n\nSubmissions are evaluated on Root-Mean-Squared-Error (RMSE) between the logarithm of the predicted value and the logarithm of the price.", "rmsle")]
    [InlineData("The accuracy of your predictions is evaluated with MAE.", "mae")]
    [InlineData("We evaluated patients; models reached an MAE of 3.\n\n# Evaluation\n\nSubmissions are scored by R2.", "r2")]
    public void A_description_may_name_its_metric_in_many_ways(string description, string metric)
    {
        using var task = TaskFolder.Bare().With("description.md", description).With("train.csv", "id,age,job,income\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i},{i % 7},a,{i * 1.5}\n")));

        task.Read().Require().Metric.Name.ShouldBe(metric);
    }

    [Fact]
    public void Grades_by_their_absolute_error_are_numbers()
    {
        using var task = TaskFolder.Bare().With("description.md", "# Evaluation\n\nMean absolute error.")
            .With("train.csv", "id,age,job,income\n" + string.Concat(Enumerable.Range(0, 100).Select(i => $"{i},{i % 7},a,{i % 5}\n")));

        task.Read().Require().Inferred.ShouldContain("problem: regression");
    }

    [Fact]
    public void A_metric_that_is_not_known_is_warned_of()
    {
        using var task = TaskFolder.Bare().With("description.md", "# Evaluation\n\nSubmissions are scored by RMSPE.");

        task.Read().Require().Warnings.ShouldHaveSingleItem().ShouldStartWith("description.md has a section about the metric, but none that is known is named there: accuracy is taken");
    }

    [Fact]
    public void Tables_that_share_nothing_to_predict_from_are_warned_of()
    {
        using var task = TaskFolder.Bare().With("train.csv", "id,income\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i},{i % 2}\n")));

        task.Read().Require().Warnings.ShouldHaveSingleItem().ShouldBe("train.csv and test.csv share no column to predict from beside id: every row would be predicted alike.");
    }

    [Fact]
    public void Runs_that_were_made_inside_the_folder_are_no_part_of_the_task()
    {
        using var task = TaskFolder.Bare().With("notes.txt", "kept").With("runs/small-1/run.json", "{}").With("runs/small-1/journal.jsonl", "").With("runs/small-1/vault/private/answers.csv", "id,income\n");

        var package = task.Read().Require();

        Directory.EnumerateFiles(package.PublicFolder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(package.PublicFolder, file)).Order(StringComparer.Ordinal)
            .ShouldBe(["notes.txt", "sample_submission.csv", "test.csv", "train.csv"]);
    }

    [Fact]
    public void A_run_inside_its_task_does_not_copy_itself()
    {
        using var task = TaskFolder.Bare().With("runs/small-1/run.json", "{}").With("runs/small-1/cache/owner", "x");
        var run = new RunFolder(task.At("runs/small-1"));

        TaskSnapshot.Take(task.Read().Require(), run);

        Directory.EnumerateFiles(run.Task, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(run.Task, file)).Order(StringComparer.Ordinal)
            .ShouldBe(["package.json", "public/sample_submission.csv", "public/test.csv", "public/train.csv"]);
    }

    [Fact]
    public void Images_whose_ending_is_in_capitals_are_found()
    {
        using var task = TaskFolder.Bare();
        foreach (var (folder, from, count) in new[] { ("train", 0, 40), ("test", 100, 10) })
        {
            for (var i = from; i < from + count; i++)
                task.With($"{folder}/{i}.JPG", new byte[] { 1 });
        }

        Table.Read(task.Read().Require().TrainFile)["image"][7].ShouldBe("train/7.JPG");
    }

    [Fact]
    public void Images_named_by_an_id_get_a_column_of_their_paths()
    {
        using var task = TaskFolder.Bare();
        for (var i = 0; i < 20; i++)
            task.With($"train_images/{i}.png", "x");
        for (var i = 100; i < 110; i++)
            task.With($"test_images/{i}.png", "x");

        var package = task.Read().Require();

        package.Images.ShouldBe(["image"]);
        Table.Read(package.TrainFile)["image"][3].ShouldBe("train_images/3.png");
        Table.Read(package.TestFile)["image"][0].ShouldBe("test_images/100.png");
        File.Exists(Path.Combine(package.PublicFolder, "test_images/100.png")).ShouldBeTrue();
    }

    [Fact]
    public void A_folder_whose_images_are_links_is_no_folder_of_images()
    {
        using var task = TaskFolder.Package(TaskFolder.Yaml + "\nimages: [image]")
            .With("public/train.csv", TaskFolder.Train.Replace("\n", ",img/a.png\n").Replace("income,img/a.png", "income,image"))
            .With("public/test.csv", TaskFolder.Test.Replace("\n", ",img/a.png\n").Replace("job,img/a.png", "job,image"));
        Directory.CreateSymbolicLink(task.At("public/img"), "/etc");

        task.Refusal().ShouldBe("public/train.csv: the image of row 1 is refused: 'img/a.png' passes through a symbolic link.");
    }

    private static string Separated(string csv, string name) => name.EndsWith(".tsv", StringComparison.Ordinal) ? csv.Replace(',', '\t') : csv;

    private static void Zipped(string path, params (string Name, string Text)[] entries)
    {
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var (name, text) in entries)
        {
            using var writer = new StreamWriter(archive.CreateEntry(name).Open());
            writer.Write(text);
        }
    }
}
