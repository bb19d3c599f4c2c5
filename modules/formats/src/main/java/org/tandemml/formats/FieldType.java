package org.tandemml.formats;

/// The types of a field and the octets that stand for them in a file.
enum FieldType {
    INTEGER(1),
    NUMBER(2),
    FLAG(3),
    TEXT(4),
    NUMBERS(5),
    INTEGERS(6),
    TEXTS(7),
    SCHEMA(8),
    MODEL(9);

    final int octet;

    FieldType(int octet) {
        this.octet = octet;
    }

    static FieldType read(ByteSource in) {
        int octet = in.octet();
        for (FieldType type : values()) {
            if (type.octet == octet) {
                return type;
            }
        }
        throw in.damaged("no field type is " + octet);
    }
}
