using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Longhaul.Runs.Files;

namespace Longhaul.Evaluation.Rubrics;

/// <summary>Writes a graded tree in PaperBench's form, which <see cref="GradedTree.Read"/> reads back.</summary>
public static class GradedTreeFile
{
    /// <summary>Writes the file: whole or not at all.</summary>
    /// <exception cref="IOException">The disk is full or the folder can't be written.</exception>
    public static void Write(string path, GradedTree tree) => AtomicFile.Write(path, Text(tree));

    /// <summary>What the file says.</summary>
    public static string Text(GradedTree tree)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            Node(writer, tree.Root);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Node(Utf8JsonWriter writer, GradedNode node)
    {
        writer.WriteStartObject();
        writer.WriteString("id", node.Node.Id);
        writer.WriteString("requirements", node.Node.Requirements);
        writer.WriteNumber("weight", node.Node.Weight);
        writer.WriteNumber("score", node.Score);
        writer.WriteBoolean("valid_score", node.Nodes().All(below => below.Verdict is not { Judged: false }));
        writer.WriteString("task_category", node.Node.Category?.Name());
        writer.WriteString("explanation", node.Verdict?.Reasons ?? "Aggregated score from sub-tasks.");
        Looked(writer, node.Verdict);
        writer.WriteStartArray("sub_tasks");
        foreach (var part in node.Parts)
            Node(writer, part);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Looked(Utf8JsonWriter writer, LeafVerdict? verdict)
    {
        if (verdict is null)
        {
            writer.WriteNull("judge_metadata");
            return;
        }

        writer.WriteStartObject("judge_metadata");
        writer.WriteStartArray("files");
        foreach (var file in verdict.Files)
            writer.WriteStringValue(file);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
