/* What libical (Evolution, GNOME Calendar, KDE) says and shows of a feed: libical FEED
   Each occurrence bears the place of its series that it stands in, for the caller to let overrides take their places. */
#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>

static int rows = 0, errors = 0;

static void quoted(const char *text) {
    putchar('"');
    for (; text && *text; text++) {
        if (*text == '"' || *text == '\\') putchar('\\');
        if ((unsigned char)*text < ' ') printf("\\u%04x", *text);
        else putchar(*text);
    }
    putchar('"');
}

static void moment(struct icaltimetype time) {
    struct icaltimetype utc = time.is_date ? time : icaltime_convert_to_zone(time, icaltimezone_get_utc_timezone());
    if (time.is_date) printf("\"%04d-%02d-%02d\"", utc.year, utc.month, utc.day);
    else printf("\"%04d-%02d-%02dT%02d:%02d:%02dZ\"", utc.year, utc.month, utc.day, utc.hour, utc.minute, utc.second);
}

static void row(icalcomponent *event, struct icaltimetype place, struct icaltimetype start) {
    printf("%s[", rows++ ? "," : "");
    quoted(icalcomponent_get_uid(event));
    putchar(',');
    if (icaltime_is_null_time(place)) printf("null");
    else moment(place);
    putchar(',');
    moment(start);
    putchar(',');
    moment(icaltime_add(start, icalcomponent_get_duration(event)));
    putchar(',');
    quoted(icalcomponent_get_summary(event));
    putchar(']');
}

static void occurrences(icalcomponent *event) {
    struct icaltimetype start = icalcomponent_get_dtstart(event);
    icalproperty *rule = icalcomponent_get_first_property(event, ICAL_RRULE_PROPERTY);
    if (!rule) {
        icalproperty *place = icalcomponent_get_first_property(event, ICAL_RECURRENCEID_PROPERTY);
        row(event, place ? icalproperty_get_datetime_with_component(place, event) : icaltime_null_time(), start);
        return;
    }
    icalrecur_iterator *times = icalrecur_iterator_new(icalproperty_get_rrule(rule), start);
    for (struct icaltimetype at = icalrecur_iterator_next(times); !icaltime_is_null_time(at); at = icalrecur_iterator_next(times)) {
        if (!icalproperty_recurrence_is_excluded(event, &start, &at)) row(event, at, at);
    }
    icalrecur_iterator_free(times);
}

static void complain(const char *text) {
    printf("%s", errors++ ? "," : "");
    quoted(text);
}

/* The parser and the restriction check leave their complaints in the tree. */
static void complaints(icalcomponent *component) {
    icalproperty *said = icalcomponent_get_first_property(component, ICAL_XLICERROR_PROPERTY);
    for (; said; said = icalcomponent_get_next_property(component, ICAL_XLICERROR_PROPERTY)) complain(icalproperty_get_xlicerror(said));
    icalcomponent *child = icalcomponent_get_first_component(component, ICAL_ANY_COMPONENT);
    for (; child; child = icalcomponent_get_next_component(component, ICAL_ANY_COMPONENT)) complaints(child);
}

static char *line(char *buffer, size_t size, void *file) { return fgets(buffer, (int)size, file); }

int main(int count, char **words) {
    FILE *file = count > 1 ? fopen(words[1], "rb") : NULL;
    if (!file) return 2;
    icalparser *parser = icalparser_new();
    icalparser_set_gen_data(parser, file);
    icalcomponent *calendar = icalparser_parse(parser, line);
    if (!calendar) return 3;
    int restricted = icalrestriction_check(calendar);
    printf("{\"errors\":[");
    complaints(calendar);
    if (!restricted && !errors) complain("icalrestriction_check refuses it");
    printf("],\"occurrences\":[");
    icalcomponent *event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
    for (; event; event = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT)) occurrences(event);
    printf("],\"todos\":[");
    rows = 0;
    icalcomponent *todo = icalcomponent_get_first_component(calendar, ICAL_VTODO_COMPONENT);
    for (; todo; todo = icalcomponent_get_next_component(calendar, ICAL_VTODO_COMPONENT)) {
        printf("%s", rows++ ? "," : "");
        quoted(icalcomponent_get_uid(todo));
    }
    printf("]}");
    return 0;
}
