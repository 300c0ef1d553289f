using System.Text.Json;
using Longhaul.Runs;

namespace Longhaul.Evaluation.Rubrics;

/// <summary>A file in PaperBench's form, read but not yet held against the rules of a rubric or of a graded tree.</summary>
internal sealed class RubricFile
{
    /// <summary>The largest of PaperBench's own is 2.7 MB.</summary>
    private static readonly Bytes Largest = Bytes.FromMiB(64);

    private readonly string _path;
    private readonly byte[] _json;
    private readonly int _start;
    private readonly RubricEntry _root;

    private RubricFile(string path, byte[] json, int start, RubricEntry root) => (_path, _json, _start, _root) = (path, json, start, root);

    /// <exception cref="RubricException">It can't be read, is too large, or no tree of nodes.</exception>
    public static RubricFile Read(string path)
    {
        try
        {
            if (new FileInfo(path).Length > Largest.Value)
                throw new RubricException(path, $"it is larger than {Largest}; a rubric is a few megabytes at most.");
            var json = File.ReadAllBytes(path);
            return Parse(path, json, json.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RubricException(path, $"can't be read ({e.Message}).");
        }
    }

    /// <summary>The rubric that it holds; scores in it are not looked at.</summary>
    /// <exception cref="RubricException">A rule of rubrics is broken.</exception>
    public Rubric ToRubric()
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        return new Rubric(Whole(_root));

        RubricNode Whole(RubricEntry entry) => Own(entry, ids) with { Parts = [.. entry.Parts.Select(Whole)] };
    }

    /// <summary>The graded tree that it holds; only the scores of leaves are taken.</summary>
    /// <exception cref="RubricException">A rule is broken: a leaf without a score among them.</exception>
    public GradedTree ToGradedTree()
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        return new GradedTree(Whole(_root));

        GradedNode Whole(RubricEntry entry)
        {
            var node = Own(entry, ids);
            return entry.Parts.Count > 0 ? GradedNode.Inner(node, [.. entry.Parts.Select(Whole)]) : GradedNode.Leaf(node, Verdict(entry, node.Id));
        }
    }

    private static RubricFile Parse(string path, byte[] json, int start)
    {
        try
        {
            return new RubricFile(path, json, start, RubricEntryReader.Read(json.AsSpan(start)));
        }
        catch (JsonException e)
        {
            throw new RubricException(path, (e.LineNumber ?? 0) + 1, (e.BytePositionInLine ?? 0) + 1, $"not valid JSON: {Reason(e)}");
        }
        catch (InvalidOperationException e)
        {
            throw new RubricException(path, $"a text in it is not valid Unicode ({e.Message})");
        }
        catch (FormatException e) when (e.Data["at"] is long at)
        {
            throw At(path, json, start + at, e.Message);
        }
    }

    /// <summary>The node without its parts.</summary>
    private RubricNode Own(RubricEntry entry, HashSet<string> ids)
    {
        var id = entry.Id is { Length: > 0 } given ? given : throw Wrong(entry, "a node has no 'id'.");
        if (!ids.Add(id))
            throw Wrong(entry, $"the id '{id}' stands twice; every node needs its own.");
        return new RubricNode(
            id,
            entry.Requirements ?? throw Wrong(entry, $"the node '{id}' has no 'requirements'."),
            entry.Weight is { } weight and >= 0 ? weight : throw Wrong(entry, $"the node '{id}' needs a 'weight' of 0 or more."))
        {
            Category = Category(entry, id),
            FinerCategory = entry.FinerCategory,
        };
    }

    private RubricCategory? Category(RubricEntry entry, string id) => entry switch
    {
        { Category: null, Parts.Count: > 0 } => null,
        { Parts.Count: > 0 } => throw Wrong(entry, $"the node '{id}' has parts, so it can't have a 'task_category': only leaves are judged."),
        { Category: { } name } when RubricCategories.Find(name) is { } category => category,
        _ => throw Wrong(entry, $"the leaf '{id}' needs a 'task_category': {string.Join(", ", RubricCategories.Names)}."),
    };

    private LeafVerdict Verdict(RubricEntry entry, string id) => entry.Score is { } score and >= 0 and <= 1
        ? new LeafVerdict(id, score, entry.Explanation) { Judged = entry.Valid }
        : throw Wrong(entry, $"the leaf '{id}' needs a 'score' from 0 to 1.");

    private RubricException Wrong(RubricEntry entry, string problem) => At(_path, _json, _start + entry.At, problem);

    private static RubricException At(string path, byte[] json, long offset, string problem)
    {
        var before = json.AsSpan(0, (int)Math.Min(offset, json.Length));
        return new RubricException(path, before.Count((byte)'\n') + 1, before.Length - before.LastIndexOf((byte)'\n'), problem);
    }

    private static string Reason(JsonException e)
    {
        var end = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? e.Message : e.Message[..end];
    }
}
