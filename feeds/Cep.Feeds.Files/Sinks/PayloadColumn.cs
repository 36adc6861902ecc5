using System.Reflection;
using System.Text.Json;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace Cep.Feeds.Files;

/// <summary>One property of a payload as a column of an Arrow file.</summary>
internal sealed class PayloadColumn
{
    private readonly PropertyInfo property;
    private readonly Func<object, object?> toArrow;
    private readonly Func<List<object?>, IArrowArray> build;
    private readonly List<object?> values = [];

    public PayloadColumn(PropertyInfo property)
    {
        this.property = property;
        (var type, toArrow, build) = KindOf(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType);
        Field = new Field(JsonNamingPolicy.CamelCase.ConvertName(property.Name), type, nullable: true);
    }

    public Field Field { get; }

    /// <summary>Takes the property of a payload; null for a row of another type.</summary>
    public void Add(object? payload) =>
        values.Add(payload is not null && property.GetValue(payload) is { } value ? toArrow(value) : null);

    /// <summary>The values taken since the last time.</summary>
    public IArrowArray Take()
    {
        var array = build(values);
        values.Clear();
        return array;
    }

    private static (IArrowType Type, Func<object, object?> ToArrow, Func<List<object?>, IArrowArray> Build) KindOf(Type type)
    {
        if (type == typeof(double)) return Plain<double>(DoubleType.Default);
        if (type == typeof(float)) return Plain<float>(FloatType.Default);
        if (type == typeof(int)) return Plain<int>(Int32Type.Default);
        if (type == typeof(long)) return Plain<long>(Int64Type.Default);
        if (type == typeof(uint)) return Plain<uint>(UInt32Type.Default);
        if (type == typeof(ulong)) return Plain<ulong>(UInt64Type.Default);
        if (type == typeof(bool)) return (BooleanType.Default, value => value, Flags);
        if (type == typeof(EventTime)) return (ArrowArrays.Time, value => ((EventTime)value).Nanos, all => Numbers<long>(ArrowArrays.Time, all));
        if (type == typeof(TimeSpan)) return (DurationType.Nanosecond, Nanos, all => Numbers<long>(DurationType.Nanosecond, all));
        if (type == typeof(string) || type == typeof(Symbol) || type.IsEnum) return (StringType.Default, value => value.ToString(), Texts);

        // Lists and nested objects have no fixed shape; their JSON is that of the JSON Lines.
        return (StringType.Default, value => JsonSerializer.Serialize(value, value.GetType(), DerivedJson.Options), Texts);
    }

    private static (IArrowType Type, Func<object, object?> ToArrow, Func<List<object?>, IArrowArray> Build) Plain<T>(IArrowType type)
        where T : unmanaged =>
        (type, value => value, values => Numbers<T>(type, values));

    private static object Nanos(object duration) => checked(((TimeSpan)duration).Ticks * 100);

    private static IArrowArray Numbers<T>(IArrowType type, List<object?> values)
        where T : unmanaged =>
        ArrowArrays.Of<T>(type, values.ConvertAll(value => value is null ? default : (T)value).ToArray(), Valid(values));

    private static IArrowArray Flags(List<object?> values) =>
        ArrowArrays.OfFlags(values.ConvertAll(value => value is true).ToArray(), Valid(values));

    private static StringArray Texts(List<object?> values)
    {
        var builder = new StringArray.Builder();
        foreach (var value in values)
        {
            if (value is null) builder.AppendNull();
            else builder.Append((string)value);
        }

        return builder.Build();
    }

    private static bool[] Valid(List<object?> values) => values.ConvertAll(value => value is not null).ToArray();
}
