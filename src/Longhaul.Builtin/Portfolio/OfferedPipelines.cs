using System.Collections;
using Longhaul.Pipelines;

namespace Longhaul.Builtin.Portfolio;

/// <summary>Those of the plan that can be run at the moment one looks: what needs libtorch joins when that has been restored.</summary>
internal sealed class OfferedPipelines(IReadOnlyList<PlannedPipeline> planned, Func<ModelSpec, bool> offered) : IReadOnlyList<PlannedPipeline>
{
    public int Count => Now.Count();

    public PlannedPipeline this[int index] => Now.ElementAt(index);

    private IEnumerable<PlannedPipeline> Now => planned.Where(one => offered(one.Pipeline.Model));

    public IEnumerator<PlannedPipeline> GetEnumerator() => Now.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
