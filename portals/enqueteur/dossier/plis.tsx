import { dateEtHeure, EtatVide, Puce, Rang } from '@ppn/kit';
import { client } from '../application/client.ts';
import type { Pli, Vue } from '../application/types.ts';
import { PLIS } from '../application/vocabulaire.ts';

/** Plis echanges avec la Justice : etat, heures, pli et accuse a telecharger. Jamais de fin silencieuse. */
export function PlisDuDossier({ vue }: { readonly vue: Vue }) {
  if (vue.plis.length === 0) return <EtatVide>Rien n’a encore été transmis.</EtatVide>;
  return (
    <ul className="liste">
      {vue.plis.map((pli) => (
        <Rang key={pli.id}>
          <DetailDePli idj={vue.idj} pli={pli} />
        </Rang>
      ))}
    </ul>
  );
}

const GENRES = {
  procedure: 'Procédure',
  decision: 'Décision',
  mention: 'Mention marginale',
  'garde-a-vue': 'Garde à vue',
  incident: 'Incident',
} as const;

/** Un pli en quelques lignes. */
export function DetailDePli({ idj, pli }: { readonly idj: string; readonly pli: Pli }) {
  const etat = PLIS[pli.etat];
  return (
    <div className="panneau-corps pile-serree petit">
      <div className="rangee-ecartee">
        <strong>
          {GENRES[pli.genre]} {pli.sens === 'emis' ? `vers ${pli.pair}` : `reçue de ${pli.pair}`}
        </strong>
        <Puce ton={etat.ton}>{pli.sens === 'recu' && pli.etat === 'accuse' ? 'reçu' : etat.libelle}</Puce>
      </div>
      <dl className="definitions">
        <dt>{pli.sens === 'emis' ? 'Émis' : 'Émis par la Justice'}</dt>
        <dd className="chiffres">{dateEtHeure(pli.emisA)}</dd>
        {pli.accuseA === null ? null : (
          <>
            <dt>Accusé</dt>
            <dd className="chiffres">{dateEtHeure(pli.accuseA)}</dd>
          </>
        )}
        {pli.empreinte === null ? null : (
          <>
            <dt>SHA-256</dt>
            <dd className="chiffres" title={pli.empreinte}>
              {pli.empreinte.slice(0, 16)}…
            </dd>
          </>
        )}
      </dl>
      {pli.etat === 'en-attente' && pli.tentatives > 0 ? (
        <p className="discret">
          {pli.tentatives} essais{pli.derniereErreur === null ? '' : ` ; dernier : ${pli.derniereErreur}`}. Le
          pli partira dès que la Justice répondra.
        </p>
      ) : null}
      {pli.motifs.length === 0 ? null : (
        <ul className="champ-erreur">
          {pli.motifs.map((motif) => (
            <li key={motif}>{motif}</li>
          ))}
        </ul>
      )}
      <div className="rangee">
        {pli.empreinte === null ? null : (
          <a
            href={client.adresse('GET /api/dossiers/:idj/plis/:id', { idj, id: pli.id })}
            download
          >{`Pli (ASiC-E)`}</a>
        )}
        {pli.empreinte === null ? null : (
          <a
            href={client.adresse('GET /api/dossiers/:idj/plis/:id/bordereau.pdf', { idj, id: pli.id })}
            target="_blank"
            rel="noreferrer"
          >
            Bordereau à imprimer
          </a>
        )}
        {pli.accuseA === null ? null : (
          <a
            href={client.adresse('GET /api/dossiers/:idj/plis/:id/accuse', { idj, id: pli.id })}
            download
          >{`Accusé de réception signé`}</a>
        )}
      </div>
    </div>
  );
}
