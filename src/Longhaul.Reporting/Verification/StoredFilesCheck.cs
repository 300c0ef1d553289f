using System.Globalization;
using Longhaul.Runs.Workspace;
using Longhaul.Search.Graph;

namespace Longhaul.Reporting.Verification;

/// <summary>Every stored file against the hash that the journal has of it, and nothing beside them where evidence lies.</summary>
internal static class StoredFilesCheck
{
    public static void Run(VerifyContext context)
    {
        var count = 0;
        foreach (var (path, (hash, owner)) in Recorded(context).OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            context.Agrees(path, hash, owner);
            count++;
        }

        count += Programs(context);
        Unrecorded(context);
        context.Checked.Add(string.Create(CultureInfo.InvariantCulture, $"{count} stored files against the journal's hashes"));
    }

    // What the host wrote into a role's region is the role's to change.
    private static bool IsRoles(VerifyContext context, string path) => context.Settings.HasTeam && Regions.All.Any(region =>
        region is { Mode: RegionMode.Write, Owner: not "host" } && path.StartsWith($"workspace/{region.Path}/", StringComparison.Ordinal));

    // A file that was recorded twice (a stage done again) is held against the later hash.
    private static Dictionary<string, (string Hash, string Owner)> Recorded(VerifyContext context)
    {
        var recorded = new Dictionary<string, (string, string)>(StringComparer.Ordinal);
        void Add(IReadOnlyDictionary<string, string> hashes, string owner)
        {
            foreach (var (path, hash) in hashes)
                recorded[path.Replace('\\', '/')] = (hash, owner);
        }

        if (context.State.Data is { } data)
            Add(data.Hashes, "the preparation of the data");
        foreach (var stage in context.State.Stages)
            Add(stage.Hashes.Where(file => !IsRoles(context, file.Key)).ToDictionary(StringComparer.Ordinal), $"the stage '{stage.Stage}'");
        foreach (var (number, record) in context.State.Experiments)
        {
            if (record.Ended is { } ended)
                Add(ended.Evidence, new ExperimentId(number).ToString());
        }

        foreach (var (number, made) in context.State.Ensembles)
            Add(made.Evidence, new CandidateId(number).ToString());
        foreach (var (number, fitted) in context.State.Fits)
            Add(fitted.Evidence, $"the final fit of {new CandidateId(number)}");
        if (context.State.Final is { } final)
            Add(final.Evidence, "the final fit");
        return recorded;
    }

    // Programs lie in the store by the hash of their content.
    private static int Programs(VerifyContext context)
    {
        var root = Path.GetRelativePath(context.Folder.Root, context.Folder.Objects);
        var programs = context.State.Programs.Values
            .SelectMany(program => program.Files.Select(file => (Hash: file.Value, Owner: new CandidateId(program.Candidate).ToString())))
            .Where(file => file.Hash.Length == 64)
            .DistinctBy(file => file.Hash)
            .OrderBy(file => file.Hash, StringComparer.Ordinal)
            .ToList();
        foreach (var (hash, owner) in programs)
            context.Agrees($"{root}/{hash[..2]}/{hash[2..]}", hash, owner);
        return programs.Count;
    }

    private static void Unrecorded(VerifyContext context)
    {
        var owners = context.State.Experiments.Where(pair => pair.Value.Ended is not null)
            .Select(pair => (Id: new ExperimentId(pair.Key).ToString(), pair.Value.Ended!.Evidence))
            .Concat(context.State.Ensembles.Select(pair => (Id: new CandidateId(pair.Key).ToString(), pair.Value.Evidence)));
        foreach (var (id, evidence) in owners)
        {
            var folder = context.Folder.Experiment(id);
            if (!Directory.Exists(folder))
                continue;
            foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            {
                var path = Path.GetRelativePath(context.Folder.Root, file);
                if (!evidence.ContainsKey(path))
                    context.Add(path, $"is not among the evidence that the journal recorded for {id}");
            }
        }
    }
}
