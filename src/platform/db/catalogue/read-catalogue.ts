import type pg from 'pg'

/** The shape of the database as its own catalogue tells it; the source of schema.sql and of the table types. */
export interface Catalogue {
  readonly tables: readonly CatalogueTable[]
  readonly functions: readonly string[]
}

export interface CatalogueTable {
  readonly name: string
  readonly columns: readonly CatalogueColumn[]
  readonly constraints: readonly { readonly name: string; readonly definition: string }[]
  readonly indexes: readonly string[]
  readonly policies: readonly string[]
  readonly rowSecurity: boolean
  readonly appRights: string
}

export interface CatalogueColumn {
  readonly name: string
  readonly type: string
  readonly notNull: boolean
  readonly default: string | null
  readonly generated: boolean
}

/** Schemas that are ours; pg-boss keeps its own by itself. */
const schemas =
  "n.nspname not like 'pg\\_%' and n.nspname not in ('information_schema', 'public', 'pgboss', 'migrations')"

export async function readCatalogue(client: pg.ClientBase): Promise<Catalogue> {
  const tables = await client.query<CatalogueTable>(`
    select n.nspname || '.' || c.relname as name, c.relrowsecurity as "rowSecurity",
      (select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'notNull', a.attnotnull,
          'default', pg_get_expr(d.adbin, d.adrelid), 'generated', a.attgenerated <> '') order by a.attnum)
        from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
      -- PostgreSQL 18 lists NOT NULL as constraints too; columns tell that already.
      coalesce((select json_agg(json_build_object('name', k.conname, 'definition', pg_get_constraintdef(k.oid)) order by k.contype, k.conname)
        from pg_constraint k where k.conrelid = c.oid and k.contype <> 'n'), '[]') as constraints,
      coalesce((select json_agg(pg_get_indexdef(i.indexrelid) order by ic.relname)
        from pg_index i join pg_class ic on ic.oid = i.indexrelid
        where i.indrelid = c.oid and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid and k.conrelid = c.oid)), '[]') as indexes,
      coalesce((select json_agg(p.polname || ' using (' || pg_get_expr(p.polqual, p.polrelid) || ')' order by p.polname)
        from pg_policy p where p.polrelid = c.oid), '[]') as policies,
      (select coalesce(string_agg(lower(r), ', ' order by r), 'none') from unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE']) r
        where has_table_privilege('kembali_app', c.oid, r)) as "appRights"
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and ${schemas}
    order by 1`)
  const functions = await client.query<{ text: string }>(`
    select pg_get_functiondef(p.oid) as text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where ${schemas} order by n.nspname, p.proname`)
  return { tables: tables.rows, functions: functions.rows.map((row) => row.text) }
}
