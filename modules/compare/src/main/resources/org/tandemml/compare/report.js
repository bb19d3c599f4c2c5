for (const table of document.querySelectorAll('table.sortable')) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    if (head.classList.contains('note')) return;
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener('click', () => {
      const up = head.getAttribute('aria-sort') !== 'ascending';
      heads.forEach(other => other.removeAttribute('aria-sort'));
      head.setAttribute('aria-sort', up ? 'ascending' : 'descending');
      const value = row => row.cells[column]?.dataset.v ?? '';
      const rows = [...table.tBodies[0].rows];
      rows.sort((a, b) => {
        const x = value(a), y = value(b);
        if (x === '' || y === '') return (x === '') - (y === '');
        const order = column === 0 ? x.localeCompare(y) : x - y;
        return up ? order : -order;
      });
      table.tBodies[0].append(...rows);
    });
  });
}
for (const legend of document.querySelectorAll('ul.legend')) {
  const area = legend.nextElementSibling;
  const marks = [...area.querySelectorAll('path')].filter(path => path.querySelector('title'));
  const name = path => path.querySelector('title').textContent;
  for (const item of legend.children) {
    const own = item.textContent.trim();
    const fade = on => marks.forEach(path => path.classList.toggle('faded', on && name(path) !== own));
    item.addEventListener('pointerenter', () => fade(true));
    item.addEventListener('pointerleave', () => fade(false));
    item.addEventListener('click', () => {
      const off = item.classList.toggle('off');
      marks.filter(path => name(path) === own).forEach(path => path.classList.toggle('hidden', off));
    });
  }
}
