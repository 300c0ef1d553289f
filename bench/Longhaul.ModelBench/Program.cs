using System.Diagnostics;
using System.Globalization;
using Longhaul.ModelBench;
using Longhaul.Pipelines;
using Longhaul.Trainer.Training;

// usage: TASK FEATURES MODEL [name=value …]: FEATURES is "sums", "trees", or the family of a planned pipeline whose features are taken.
if (args.Length < 3)
{
    Console.Error.WriteLine("usage: Longhaul.ModelBench TASK sums|trees|FILE MODEL [name=value …]");
    return 2;
}

var scratch = Directory.CreateTempSubdirectory("longhaul-modelbench-");
try
{
    var package = new Package(args[0], scratch.FullName);
    var planned = File.Exists(args[1]) ? Pipeline.Read(args[1]) : package.Plan.First(known => known.Family == (args[1] == "sums" ? "linear" : args[1] == "trees" ? "extra-trees" : args[1])).Pipeline;
    var model = args[2] == "as-is" ? planned.Model : ModelSpec.Of(args[2], [.. args.Skip(3).Select(option => option.Split('=')).Select(parts => (parts[0], parts[1]))]);
    var pipeline = planned with { Model = model, Rows = 1 };
    var watch = Stopwatch.StartNew();
    var data = package.Read(pipeline);
    var reading = watch.Elapsed.TotalSeconds;
    watch.Restart();
    var before = Environment.CpuUsage.TotalTime;
    var (raw, notes) = new CrossValidation(data, pipeline, 2, TimeProvider.System, _ => { }).Run(null);
    var (seconds, processor) = (watch.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - before).TotalSeconds);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{package.Task.Id} {args[2]} {string.Join(' ', args.Skip(3))}: held out {package.HeldOut(raw):0.#####}, private {package.Score(raw):0.#####}, {package.Task.Metric.Name}; {seconds:0.0} s, processor {processor:0.0} s ({string.Join(' ', notes.Folds.Select(fold => $"{fold.Seconds:0.0}"))}), read {reading:0.0} s; {string.Join(' ', notes.Folds[0].Tuning[0].Select(pair => $"{pair.Key}={pair.Value:0.###}"))}"));
    foreach (var (target, heldOut, answers) in package.ByTarget(raw))
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {target}: rmse held out {heldOut:0.####}, private {answers:0.####}"));
}
finally
{
    scratch.Delete(recursive: true);
}

return 0;
