"""Quy chế là dữ liệu: mỗi phiên bản một tệp TOML trong thư mục này, đọc được không cần chương trình này.

    2824-2018.toml    Quyết định 2824/QĐ-UBND, 19/9/2018: đã bị thay thế, văn bản không tìm thấy, không có dòng nào
    1669-2021.toml    Quyết định 1669/QĐ-UBND, 18/6/2021: 94 dòng

A later version is one more file, here or in the folder ``decisions`` of the folder that ``PHOIHOP_REGULATION`` names;
no program changes. A file holds

    format, rows        1; how many [[duty]] there must be
    [regulation]        number, signed, in_force, issuer, title, replaces, text_known, sample, recipients, note;
                        last_day where it ended and nothing replaced it
    [[defect]]          number, text, whole: what is wrong in the text; rows point to it by ``defects = [11]``
    [[duty]]            one row; its fields are those of ``duty.Duty``. ``id`` is ours and stays when a later version
                        renumbers its articles: then ``clause`` says where the duty stands in that version. The same
                        id twice, with ``valid_from`` and ``valid_to``, is a duty that was amended on a day.
    [[duty.part]]       one point of a row that holds several; what it does not say, the row says for it

A regulation is in force from its day until the day before the one that replaces it.
"""
