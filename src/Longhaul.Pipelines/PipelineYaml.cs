using System.Collections.Immutable;
using Longhaul.Pipelines.Schema;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Longhaul.Pipelines;

/// <summary><see cref="Pipeline"/> from and to YAML. The format is in <c>docs/pipeline.md</c>.</summary>
internal static class PipelineYaml
{
    public static Pipeline Parse(string yaml, string file, IReadOnlySet<string>? known = null)
    {
        var top = new YamlSection(Load(yaml, file), file, "a pipeline");
        var version = top.Whole("version", Pipeline.CurrentVersion, 1, int.MaxValue);
        if (version > Pipeline.CurrentVersion)
            throw top.Fault(top.Get("version"), $"version {version} is newer than this release reads ({Pipeline.CurrentVersion}); update Longhaul");
        var columns = ReadColumns(top, file, known);
        var (rows, folds) = ReadValidation(top, file);
        var pipeline = new Pipeline
        {
            Seed = top.Whole("seed", 0, int.MinValue, int.MaxValue),
            Rows = rows,
            Folds = folds,
            Columns = columns,
            Features = ReadFeatures(top, file, columns),
            Model = ReadModel(top, file),
            Target = ReadTarget(top, file),
        };
        top.NothingElse();
        return pipeline;
    }

    private static YamlNode Load(string yaml, string file)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(yaml));
            return stream.Documents is [var document] ? document.RootNode : throw new PipelineException(file, 1, 1, "expected one YAML document");
        }
        catch (YamlException problem)
        {
            throw new PipelineException(file, problem.Start.Line, problem.Start.Column, problem.Message);
        }
        catch (InvalidOperationException)
        {
            // YamlDotNet's scanner ends so on some broken flow collections, without saying where.
            var end = LastMark(yaml);
            throw new PipelineException(file, end.Line, end.Column, "the YAML is broken here or shortly after (an unclosed bracket or quote?)");
        }
    }

    private static Mark LastMark(string yaml)
    {
        var parser = new Parser(new StringReader(yaml));
        var end = Mark.Empty;
        try
        {
            while (parser.MoveNext())
                end = parser.Current!.End;
        }
        catch (Exception problem) when (problem is InvalidOperationException or YamlException)
        {
            return end;
        }

        return end;
    }

    private static (double Rows, int Folds) ReadValidation(YamlSection top, string file)
    {
        if (top.Find("validation") is not { } node)
            return (1, 0);
        var section = new YamlSection(node, file, "validation");
        var rows = section.Number("rows", 1, 1e-6, 1);
        var folds = section.Whole("folds", 0, 0, 1000);
        section.NothingElse();
        return (rows, folds);
    }

    private static ImmutableSortedDictionary<string, ColumnRole> ReadColumns(YamlSection top, string file, IReadOnlySet<string>? known)
    {
        var columns = Pipeline.NoColumns.ToBuilder();
        if (top.Find("columns") is { } node)
        {
            var section = new YamlSection(node, file, "columns");
            foreach (var (key, value) in section.Entries)
            {
                if (known?.Contains(key.Value!) == false)
                    throw section.Fault(key, $"the rows to predict have no column '{key.Value}'; they have {string.Join(", ", known.Order(StringComparer.Ordinal).Take(20))}");
                columns[key.Value!] = section.Word<ColumnRole>(value);
            }
        }

        return columns.ToImmutable();
    }

    private static ImmutableArray<FeatureStep> ReadFeatures(YamlSection top, string file, ImmutableSortedDictionary<string, ColumnRole> columns)
    {
        if (top.Find("features") is not { } node)
            return [];
        return [.. YamlSection.List(node).Select(item => ReadStep(new YamlSection(item, file, "a feature step"), columns))];
    }

    private static FeatureStep ReadStep(YamlSection section, ImmutableSortedDictionary<string, ColumnRole> columns)
    {
        var kind = section.Get("step");
        var step = Located(section, kind, () => FeatureStep.Of(section.Text(kind)));
        if (section.Find("columns") is { } list)
            step = step.On(ReadStepColumns(section, list, step, columns));
        foreach (var (key, value) in section.Entries.Where(entry => entry.Key.Value is not ("step" or "columns")))
            step = Located(section, value, () => step.With(key.Value!, OptionText(section, value)));
        return step;
    }

    private static ImmutableArray<string> ReadStepColumns(YamlSection section, YamlNode list, FeatureStep step, ImmutableSortedDictionary<string, ColumnRole> columns)
    {
        List<string> names = [];
        foreach (var node in YamlSection.List(list))
        {
            var name = CheckColumn(section, node, step, columns);
            if (names.Contains(name, StringComparer.Ordinal))
                throw section.Fault(node, $"column '{name}' is listed twice");
            names.Add(name);
        }

        return names.Count > 0 ? [.. names] : throw section.Fault(list, $"'{step.Kind}' is given no columns; without 'columns' it takes all that suit it");
    }

    private static string CheckColumn(YamlSection section, YamlNode node, FeatureStep step, ImmutableSortedDictionary<string, ColumnRole> columns)
    {
        var name = section.Text(node);
        if (!columns.TryGetValue(name, out var role))
            throw section.Fault(node, $"column '{name}' is not listed under columns");
        if (!step.Schema.Takes(role))
            throw section.Fault(node, $"'{step.Kind}' takes {string.Join(" or ", step.Schema.Roles.Select(YamlSection.Spell))} columns; '{name}' is used as {YamlSection.Spell(role)}");
        return name;
    }

    private static ModelSpec ReadModel(YamlSection top, string file)
    {
        var section = new YamlSection(top.Get("model"), file, "model");
        var kind = section.Get("kind");
        var model = Located(section, kind, () => ModelSpec.Of(section.Text(kind)));
        if (section.Find("params") is { } node)
        {
            var parameters = new YamlSection(node, file, "params");
            foreach (var (key, value) in parameters.Entries)
                model = Located(section, value, () => model.With(key.Value!, OptionText(parameters, value)));
        }

        section.NothingElse();
        return model;
    }

    private static TargetTransform ReadTarget(YamlSection top, string file)
    {
        if (top.Find("target") is not { } node)
            return TargetTransform.None;
        var section = new YamlSection(node, file, "target");
        var transform = section.Word("transform", TargetTransform.None);
        section.NothingElse();
        return transform;
    }

    private static string OptionText(YamlSection section, YamlNode node) =>
        node is YamlSequenceNode list ? string.Join(' ', list.Children.Select(section.Text)) : section.Text(node);

    private static T Located<T>(YamlSection section, YamlNode at, Func<T> make)
    {
        try
        {
            return make();
        }
        catch (OptionException problem)
        {
            throw section.Fault(at, problem.Message);
        }
    }

    /// <summary>The canonical text: fixed order of sections, columns ordinal, defaults left out, numbers in their shortest form.</summary>
    public static string Write(Pipeline pipeline)
    {
        var top = new YamlMappingNode { { "version", OptionSpec.Format(Pipeline.CurrentVersion) }, { "seed", OptionSpec.Format(pipeline.Seed) } };
        if (pipeline.Rows != 1 || pipeline.Folds > 0)
            top.Add("validation", WriteValidation(pipeline));
        if (!pipeline.Columns.IsEmpty)
            top.Add("columns", new YamlMappingNode(pipeline.Columns.Select(column => Pair(Quoted(column.Key), YamlSection.Spell(column.Value)))));
        if (!pipeline.Features.IsEmpty)
            top.Add("features", new YamlSequenceNode(pipeline.Features.Select(WriteStep)));
        top.Add("model", WriteModel(pipeline.Model));
        if (pipeline.Target != TargetTransform.None)
            top.Add("target", new YamlMappingNode { { "transform", YamlSection.Spell(pipeline.Target) } });
        return Save(top);
    }

    private static YamlMappingNode WriteValidation(Pipeline pipeline)
    {
        var node = new YamlMappingNode();
        if (pipeline.Rows != 1)
            node.Add("rows", OptionSpec.Format(pipeline.Rows));
        if (pipeline.Folds > 0)
            node.Add("folds", OptionSpec.Format(pipeline.Folds));
        return node;
    }

    private static YamlMappingNode WriteStep(FeatureStep step)
    {
        var node = new YamlMappingNode { { "step", step.Kind } };
        if (!step.Columns.IsEmpty)
            node.Add("columns", new YamlSequenceNode(step.Columns.Select(Quoted)) { Style = YamlDotNet.Core.Events.SequenceStyle.Flow });
        foreach (var (name, value) in step.Options.Set)
            node.Add(name, WriteOption(step.Schema[name], value));
        return node;
    }

    private static YamlMappingNode WriteModel(ModelSpec model)
    {
        var node = new YamlMappingNode { { "kind", model.Kind } };
        if (model.Params.Set.Count > 0)
            node.Add("params", new YamlMappingNode(model.Params.Set.Select(option => Pair(new YamlScalarNode(option.Key), option.Value))));
        return node;
    }

    private static YamlNode WriteOption(OptionSpec spec, string value) => spec.Type is OptionType.Words or OptionType.Integers
        ? new YamlSequenceNode(value.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => new YamlScalarNode(word))) { Style = YamlDotNet.Core.Events.SequenceStyle.Flow }
        : new YamlScalarNode(value);

    private static KeyValuePair<YamlNode, YamlNode> Pair(YamlNode key, string value) => new(key, new YamlScalarNode(value));

    // Names come from people's files: quoted whenever they are more than a plain word, so that no reader takes them for anything else.
    private static YamlScalarNode Quoted(string name) =>
        new(name) { Style = name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_') && !char.IsAsciiDigit(name[0]) ? ScalarStyle.Plain : ScalarStyle.DoubleQuoted };

    private static string Save(YamlNode root)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        var emitter = new Emitter(writer, new EmitterSettings(bestIndent: 2, bestWidth: int.MaxValue, isCanonical: false, maxSimpleKeyLength: 1024));
        new YamlStream(new YamlDocument(root)).Save(emitter, assignAnchors: false);
        var text = writer.ToString();
        return text.EndsWith("...\n", StringComparison.Ordinal) ? text[..^4] : text;
    }
}
