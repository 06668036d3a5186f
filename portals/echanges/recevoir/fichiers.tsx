import {
  annoncer,
  Alerte,
  Bouton,
  BoutonIcone,
  dateEtHeure,
  Dialogue,
  Panneau,
  pluriel,
  taille,
} from '@ppn/kit';
import { Copy, Download, Eye, FolderDown } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { VueDeDepot } from '../contexte.tsx';
import { reservesCommunes } from '../examen.ts';

/** Le lecteur n'est charge qu'a la premiere consultation. */
const Lecture = lazy(() =>
  import('./lecture.tsx').then(({ Lecture: composant }) => ({ default: composant })),
);

/** Les fichiers d'un depot et leur empreinte ; pour un destinataire, de quoi les lire ou les prendre. */
export function FichiersDuDepot({ depot }: { readonly depot: VueDeDepot }) {
  const { fichiers, zip } = depot;
  const [lu, lire] = useState<VueDeDepot['fichiers'][number]>();
  const octets = fichiers.reduce((total, { longueur }) => total + longueur, 0);
  const communes = reservesCommunes(fichiers.map(({ reserves }) => reserves ?? []));
  const remis = depot.moi === 'destinataire' ? depot.suivis[0]?.remis : undefined;
  return (
    <Panneau
      titre={`${pluriel(fichiers.length, 'fichier')}, ${taille(octets)}`}
      nu
      actions={
        zip === null || fichiers.length < 2 ? null : (
          <a className="bouton bouton-primaire" href={zip} download>
            <FolderDown size={16} aria-hidden="true" />
            Tout télécharger (ZIP)
          </a>
        )
      }
    >
      {depot.moi === 'destinataire' && depot.etat === 'disponible' ? null : <Pourquoi depot={depot} />}
      {communes.length === 0 || depot.etat !== 'disponible' ? null : (
        <Alerte ton="attention">
          {communes.map((phrase) => (
            <p key={phrase}>Sur chaque fichier : {phrase}</p>
          ))}
        </Alerte>
      )}
      <ul className="echange-remises" aria-label="Fichiers déposés">
        {fichiers.map((fichier) => (
          <Remise
            key={fichier.id}
            fichier={fichier}
            droits={depot.droits}
            communes={communes}
            remisA={remis?.[fichier.id]}
            lire={() => lire(fichier)}
          />
        ))}
      </ul>
      {lu === undefined ? null : (
        <Dialogue titre={lu.nom} large surFermeture={() => lire(undefined)}>
          <Suspense fallback={null}>
            <Lecture fichier={lu} />
          </Suspense>
        </Dialogue>
      )}
    </Panneau>
  );
}

/** Pourquoi rien n'est a prendre ici. */
function Pourquoi({ depot }: { readonly depot: VueDeDepot }) {
  if (depot.etat === 'disponible') return null;
  return (
    <Alerte ton="attention">
      <p>
        {depot.etat === 'retire'
          ? `Ce dépôt a été retiré par son expéditeur (${depot.motifDeRetrait ?? 'sans motif'}) : ses fichiers ne se prennent plus.`
          : 'L’échéance est passée : les fichiers ne se prennent plus.'}{' '}
        {depot.efface ? 'Ils sont effacés.' : ''} Les récépissés restent
        {depot.moi === 'destinataire' ? ' ; demandez un nouveau dépôt à son expéditeur si besoin.' : '.'}
      </p>
    </Alerte>
  );
}

type DUneRemise = {
  readonly fichier: VueDeDepot['fichiers'][number];
  readonly droits: VueDeDepot['droits'];
  readonly remisA: string | undefined;
  /** Reserves deja dites pour tous. */
  readonly communes: readonly string[];
  readonly lire: () => void;
};

function Remise({ fichier, droits, remisA, communes, lire }: DUneRemise) {
  const { nom, longueur, sha256, adresse, reserves = [] } = fichier;
  const copier = (): void =>
    void navigator.clipboard.writeText(sha256).then(
      () => annoncer('Empreinte copiée.'),
      () => annoncer('Le navigateur refuse la copie : sélectionnez l’empreinte.'),
    );
  return (
    <li className="echange-remise">
      <span className="echange-remise-nom">
        <strong>{nom}</strong>{' '}
        <span className="petit discret chiffres">
          {taille(longueur)}
          {remisA === undefined ? '' : `, remis le ${dateEtHeure(remisA)}`}
        </span>
        {reserves
          .filter((phrase) => !communes.includes(phrase))
          .map((phrase) => (
            <span key={phrase} className="echange-reserve petit">
              {phrase}
            </span>
          ))}
      </span>
      <span className="echange-empreinte petit discret">
        <span>
          <abbr title="Empreinte du fichier : la même des deux côtés, elle prouve qu’il n’a pas changé">
            SHA-256
          </abbr>{' '}
          <code>{sha256}</code>
        </span>
        <BoutonIcone libelle={`Copier l’empreinte de ${nom}`} onClick={copier}>
          <Copy size={14} aria-hidden="true" />
        </BoutonIcone>
      </span>
      {adresse === null ? null : droits === 'telecharger' ? (
        <a className="bouton" href={adresse} download aria-label={`Télécharger ${nom}`}>
          <Download size={16} aria-hidden="true" />
          Télécharger
        </a>
      ) : (
        <Bouton icone={<Eye size={16} aria-hidden="true" />} aria-label={`Lire ${nom}`} onClick={lire}>
          Lire
        </Bouton>
      )}
    </li>
  );
}
