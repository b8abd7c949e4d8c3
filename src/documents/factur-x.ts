/** The name that ZUGFeRD and Factur-X prescribe. */
const FILE_NAME = 'factur-x.xml'

/** Embeds the invoice for machines as another form of the same invoice (PDF/A-3, AFRelationship Alternative). */
export function attachInvoiceXml(doc: PDFKit.PDFDocument, xml: string, createdAt: Date): void {
  const options = {
    name: FILE_NAME,
    type: 'text/xml',
    description: 'Factur-X/ZUGFeRD Invoice',
    creationDate: createdAt,
    modifiedDate: createdAt,
    relationship: 'Alternative',
  }
  doc.file(Buffer.from(xml, 'utf8'), options)
}

interface Schema {
  name: string
  uri: string
  prefix: string
  properties: { name: string; type: 'Text' | 'Integer'; category: 'external' | 'internal'; says: string }[]
}

const UNIVERSAL_ACCESS: Schema = {
  name: 'PDF/UA Universal Accessibility Schema',
  uri: 'http://www.aiim.org/pdfua/ns/id/',
  prefix: 'pdfuaid',
  properties: [{ name: 'part', type: 'Integer', category: 'internal', says: 'Part of ISO 14289' }],
}

const FACTUR_X: Schema = {
  name: 'Factur-X PDFA Extension Schema',
  uri: 'urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#',
  prefix: 'fx',
  properties: [
    {
      name: 'DocumentFileName',
      type: 'Text',
      category: 'external',
      says: 'Name of the embedded XML invoice',
    },
    { name: 'DocumentType', type: 'Text', category: 'external', says: 'INVOICE' },
    { name: 'Version', type: 'Text', category: 'external', says: 'Version of the data model' },
    { name: 'ConformanceLevel', type: 'Text', category: 'external', says: 'Profile of the data model' },
  ],
}

/**
 * Says in the metadata that this is PDF/UA-1 and, with an invoice for machines, Factur-X in the profile EN 16931. An archive
 * (PDF/A) may only hold metadata that it describes, so the schemas come along.
 */
export function identifyArchive(
  doc: PDFKit.PDFDocument,
  { withInvoiceXml }: { withInvoiceXml: boolean },
): void {
  doc.appendXML(`<rdf:Description xmlns:pdfuaid="${UNIVERSAL_ACCESS.uri}" rdf:about="">
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>`)
  if (withInvoiceXml) {
    doc.appendXML(`<rdf:Description xmlns:fx="${FACTUR_X.uri}" rdf:about="">
<fx:DocumentType>INVOICE</fx:DocumentType>
<fx:DocumentFileName>${FILE_NAME}</fx:DocumentFileName>
<fx:Version>1.0</fx:Version>
<fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>
</rdf:Description>`)
  }
  doc.appendXML(described(withInvoiceXml ? [UNIVERSAL_ACCESS, FACTUR_X] : [UNIVERSAL_ACCESS]))
}

const described = (schemas: readonly Schema[]): string => `<rdf:Description rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag>
${schemas.map(schemaEntry).join('\n')}
</rdf:Bag></pdfaExtension:schemas>
</rdf:Description>`

const schemaEntry = ({ name, uri, prefix, properties }: Schema): string => `<rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>${name}</pdfaSchema:schema>
<pdfaSchema:namespaceURI>${uri}</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>${prefix}</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq>
${properties
  .map(
    (property) => `<rdf:li rdf:parseType="Resource">
<pdfaProperty:name>${property.name}</pdfaProperty:name>
<pdfaProperty:valueType>${property.type}</pdfaProperty:valueType>
<pdfaProperty:category>${property.category}</pdfaProperty:category>
<pdfaProperty:description>${property.says}</pdfaProperty:description>
</rdf:li>`,
  )
  .join('\n')}
</rdf:Seq></pdfaSchema:property>
</rdf:li>`
