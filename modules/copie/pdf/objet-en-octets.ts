import {
  PdfArray,
  PdfBool,
  PdfDict,
  PdfName,
  PdfNumber,
  type PdfObject,
  PdfRef,
  PdfStream,
  PdfString,
} from '@libpdf/core';

/** Ecrit un objet PDF (ISO 32000-1 §7.3), morceau par morceau ; les octets d'un flux ne sont pas recopies. */
export function objetEnOctets(objet: PdfObject): readonly Uint8Array[] {
  if (!(objet instanceof PdfStream)) return [Buffer.from(enTexte(objet), 'latin1')];
  const dict = new PdfDict([...objet].filter(([cle]) => cle.value !== 'Length'));
  dict.set('Length', PdfNumber.of(objet.data.length));
  return [
    Buffer.from(`${enTexte(dict)}\nstream\n`, 'latin1'),
    objet.data,
    Buffer.from('\nendstream', 'latin1'),
  ];
}

function enTexte(objet: PdfObject): string {
  if (objet instanceof PdfRef) return `${objet.objectNumber} ${objet.generation} R`;
  if (objet instanceof PdfNumber) return nombre(objet.value);
  if (objet instanceof PdfName) return nom(objet.value);
  if (objet instanceof PdfBool) return String(objet.value);
  if (objet instanceof PdfString) return `<${Buffer.from(objet.bytes).toString('hex')}>`;
  if (objet instanceof PdfArray) return `[${objet.toArray().map(enTexte).join(' ')}]`;
  if (objet instanceof PdfDict)
    return `<<${[...objet].map(([cle, valeur]) => `${nom(cle.value)} ${enTexte(valeur)}`).join(' ')}>>`;
  return 'null';
}

const nombre = (valeur: number): string =>
  Number.isInteger(valeur) ? String(valeur) : valeur.toFixed(5).replace(/0+$/, '0');

/** Un nom : tout ce qui n'est pas une lettre sobre s'ecrit par son code. */
const nom = (valeur: string): string =>
  `/${[...Buffer.from(valeur)]
    .map((octet) =>
      /[A-Za-z0-9_+.,:;*@!?$&'"=^`|~-]/.test(String.fromCharCode(octet)) && octet < 0x7f
        ? String.fromCharCode(octet)
        : `#${octet.toString(16).padStart(2, '0')}`,
    )
    .join('')}`;
